#include <doctest/doctest.h>

#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

/// Fails with one line that has `reason` in it, exit code 1, and leaves an output that was there as it was.
void check_refused(const std::vector<std::string>& arguments, const std::filesystem::path& out,
                   const std::string& reason) {
    const bool was_there = std::filesystem::is_regular_file(out);
    const std::string before = was_there ? bytes_of(out) : "";
    const auto result = run_viewer(arguments);
    CAPTURE(arguments);
    CHECK(result.exit_code == 1);
    CHECK(result.out == "");
    CHECK_MESSAGE(is_one_line(result.err), result.err);
    CHECK_MESSAGE(result.err.find(reason) != std::string::npos, result.err);
    CHECK(std::filesystem::is_regular_file(out) == was_there);
    if (was_there) CHECK(bytes_of(out) == before);
}

TEST_CASE("bad photographs are refused with their name") {
    const Folder folder;
    const auto out = folder / "out.png";
    const std::string good = bytes_of(shipped_photo("coffee.png"));
    write_bytes(folder / "empty.png", "");
    write_bytes(folder / "text.png", "this is no picture\n");
    write_bytes(folder / "head.png", good.substr(0, 40));
    write_bytes(folder / "half.png", good.substr(0, good.size() / 2));
    std::string broken = good;
    for (std::size_t i = 2000; i < 2200; ++i) broken[i] = static_cast<char>(broken[i] ^ 0x55);
    write_bytes(folder / "broken.png", broken);

    for (const char* name :
         {"missing.png", "empty.png", "text.png", "head.png", "half.png", "broken.png", ""}) {
        check_refused({"--headless", "--in", (folder / name).string(), "--out", out.string()}, out,
                      (folder / name).string());
    }
}

TEST_CASE("bad tables are refused with their name") {
    const Folder folder;
    const auto out = folder / "out.png";
    write_bytes(out, "an older picture");
    const std::string good = bytes_of(shipped_table("disk_0-24_24x4_photo.tap"));
    write_bytes(folder / "short.tap", good.substr(0, good.size() - 1));
    std::string flipped = good;
    flipped[flipped.size() / 2] = static_cast<char>(flipped[flipped.size() / 2] ^ 1);
    write_bytes(folder / "flipped.tap", flipped);
    write_bytes(folder / "empty.tap", "");

    for (const char* name : {"missing.tap", "short.tap", "flipped.tap", "empty.tap"}) {
        check_refused({"--headless", "--in", shipped_photo("coffee.png").string(), "--out", out.string(),
                       "--table", (folder / name).string()},
                      out, (folder / name).string());
    }
    check_refused({"--headless", "--in", shipped_photo("coffee.png").string(), "--out", out.string(),
                   "--table", shipped_table("gaussian_0-11_12x4_photo.tap").string()},
                  out, "radius_px");
}

TEST_CASE("an output that cannot be written is refused with its name") {
    const Folder folder;
    const auto photo = shipped_photo("coffee.png").string();
    const auto nowhere = folder / "no such folder/out.png";
    check_refused({"--headless", "--in", photo, "--out", nowhere.string()}, nowhere, nowhere.string());
    check_refused({"--headless", "--in", photo, "--out", folder.path().string()}, folder.path(),
                  folder.path().string());
    CHECK(folder.file_names().empty());
}

TEST_CASE("assets that are not there are refused") {
    const Folder folder;
    const auto out = folder / "out.png";
    const auto photo = shipped_photo("coffee.png").string();
    check_refused(
        {"--headless", "--in", photo, "--out", out.string(), "--assets", (folder / "none").string()}, out,
        "none");
    check_refused({"--headless", "--in", photo, "--out", out.string(), "--assets", folder.path().string()},
                  out, "no tap tables");
}

TEST_CASE("OpenGL below 4.3 is refused") {
    const Variable version("MESA_GL_VERSION_OVERRIDE", "4.2");
    const Variable software("LIBGL_ALWAYS_SOFTWARE", "1");
    const Variable platform("TAPESTRY_EGL_PLATFORM", "surfaceless");
    const Folder folder;
    const auto out = folder / "out.png";
    check_refused({"--headless", "--in", shipped_photo("coffee.png").string(), "--out", out.string()}, out,
                  "OpenGL 4.3");
}

TEST_CASE("a wrong name of an EGL platform is refused") {
    const Variable platform("TAPESTRY_EGL_PLATFORM", "glass");
    const Folder folder;
    const auto out = folder / "out.png";
    check_refused({"--headless", "--in", shipped_photo("coffee.png").string(), "--out", out.string()}, out,
                  "glass");
}

TEST_CASE("without a display the window is refused") {
    const Variable x11("DISPLAY", nullptr);
    const Variable wayland("WAYLAND_DISPLAY", nullptr);
    const Folder folder;
    check_refused({shipped_photo("coffee.png").string()}, folder / "none.png", "display");
}

}  // namespace
}  // namespace tapestry::test
