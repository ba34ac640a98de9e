#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>

#include "tests/viewer/viewer_runs.h"
#include "tests/viewer/virtual_display.h"

namespace tapestry::test {
namespace {

/// How many different colours a picture has, at most `enough`.
std::size_t count_colors(const offline::Picture8& picture, std::size_t enough) {
    std::vector<std::uint32_t> seen;
    for (std::size_t i = 0; i < picture.rgba.size() && seen.size() < enough; i += 4) {
        const std::uint32_t color = static_cast<std::uint32_t>(picture.rgba[i] | (picture.rgba[i + 1] << 8) |
                                                               (picture.rgba[i + 2] << 16));
        if (std::find(seen.begin(), seen.end(), color) == seen.end()) seen.push_back(color);
    }
    return seen.size();
}

TEST_CASE("the window opens on a shipped photograph and is shot") {
    const VirtualDisplay display;
    const Folder folder;
    const auto shot = folder / "shot.png";
    const auto result = run_viewer({"--debug-gl", "--size", "1000x640", "--screenshot", shot.string()});
    CHECK(result.err == "");
    CHECK(result.exit_code == 0);
    CHECK(result.out.find("wrote " + shot.string()) == 0);
    const auto picture = read_or_fail(shot);
    CHECK(picture.width == 1000);
    CHECK(picture.height == 640);
    CHECK(count_colors(picture, 500) == 500);
    CHECK(folder.file_names() == std::vector<std::string>{"shot.png"});
}

TEST_CASE("the window opens without any photograph") {
    const VirtualDisplay display;
    const Folder folder;
    std::filesystem::create_directories(folder / "assets/tables");
    std::filesystem::copy_file(shipped_table("disk_0-24_12x3_flat.tap"), folder / "assets/tables/disk.tap");
    const auto result = run_viewer({"--debug-gl", "--assets", (folder / "assets").string(), "--screenshot",
                                    (folder / "shot.png").string()});
    CHECK(result.err == "");
    CHECK(result.exit_code == 0);
}

TEST_CASE("the window grows with its scale") {
    const VirtualDisplay display;
    const Folder folder;
    for (const char* scale : {"0.75", "1.5", "2"}) {
        CAPTURE(scale);
        const auto result = run_viewer({"--debug-gl", "--size", "1300x860", "--ui-scale", scale,
                                        "--screenshot", (folder / "shot.png").string()});
        CHECK(result.err == "");
        CHECK(result.exit_code == 0);
    }
}

TEST_CASE("the window refuses bad files on its command line in one line") {
    const VirtualDisplay display;
    const Folder folder;
    write_bytes(folder / "text.png", "this is no picture\n");
    const auto shot = (folder / "shot.png").string();
    const std::vector<std::vector<std::string>> bad = {
        {(folder / "text.png").string(), "--screenshot", shot},
        {(folder / "missing.jpg").string(), "--screenshot", shot},
        {"--table", (folder / "missing.tap").string(), "--screenshot", shot},
        {"--screenshot", (folder / "no such folder/shot.png").string()},
    };
    for (const auto& arguments : bad) {
        CAPTURE(arguments);
        const auto result = run_viewer(arguments);
        CHECK(result.exit_code == 1);
        CHECK_MESSAGE(is_one_line(result.err), result.err);
        CHECK(folder.file_names() == std::vector<std::string>{"text.png"});
    }
}

TEST_CASE("the window refuses OpenGL below 4.3") {
    const VirtualDisplay display;
    const Variable version("MESA_GL_VERSION_OVERRIDE", "4.2");
    const auto result = run_viewer({"--screenshot", "/nonexistent/shot.png"});
    CHECK(result.exit_code == 1);
    CHECK_MESSAGE(is_one_line(result.err), result.err);
    CHECK(result.err.find("OpenGL 4.3") != std::string::npos);
}

}  // namespace
}  // namespace tapestry::test
