#include <doctest/doctest.h>

#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

TEST_CASE("--help names every option of tilt-shift") {
    const auto result = run_viewer({"--help"});
    CHECK(result.exit_code == 0);
    CHECK(result.err == "");
    for (const char* name : {"center_x", "center_y", "angle_deg", "band_width", "falloff_distance", "falloff",
                             "max_radius", "--headless", "--screenshot", "--table"}) {
        CAPTURE(name);
        CHECK(result.out.find(name) != std::string::npos);
    }
}

TEST_CASE("--version is one line") {
    const auto result = run_viewer({"--version"});
    CHECK(result.exit_code == 0);
    CHECK(is_one_line(result.out));
}

TEST_CASE("mistakes on the command line are told in one line, with exit code 2 and no file") {
    const Folder folder;
    const auto out = (folder / "out.png").string();
    const auto photo = shipped_photo("coffee.png").string();
    const std::vector<std::vector<std::string>> mistakes = {
        {"--nonsense"},
        {"--effect", "sepia"},
        {"--set", "strength=1"},
        {"--set", "max_radius"},
        {"--set", "max_radius="},
        {"--set", "max_radius=nan"},
        {"--set", "max_radius=inf"},
        {"--set", "max_radius=-inf"},
        {"--set", "max_radius=1e99"},
        {"--set", "max_radius=0.1x"},
        {"--set", "max_radius= 0.1"},
        {"--set", "max_radius=0,1"},
        {"--set", "max_radius=0.9"},
        {"--set", "band_width=-0.1"},
        {"--set", "falloff=cubic"},
        {"--set", "=1"},
        {"--set", ""},
        {"--set"},
        {"--table"},
        {"--screenshot", "shot.png"},
        {"--divider", "2"},
        {"--frames", "many"},
        {"--size", "800"},
        {"--size", "0x600"},
        {"--size", "800x600x3"},
        {"one.png", "two.png", "three.png"},
    };
    for (const auto& mistake : mistakes) {
        std::vector<std::string> arguments = {"--headless", "--in", photo, "--out", out};
        arguments.insert(arguments.end(), mistake.begin(), mistake.end());
        CAPTURE(mistake);
        const auto result = run_viewer(arguments);
        CHECK(result.exit_code == 2);
        CHECK(result.out == "");
        CHECK_MESSAGE(is_one_line(result.err), result.err);
        CHECK(folder.file_names().empty());
    }
}

TEST_CASE("a headless job needs a photograph and an output") {
    const auto photo = shipped_photo("coffee.png").string();
    for (const auto& arguments : {std::vector<std::string>{"--headless"},
                                  {"--headless", "--in", photo},
                                  {"--headless", "--out", "/tmp/never-written.png"}}) {
        CAPTURE(arguments);
        const auto result = run_viewer(arguments);
        CHECK(result.exit_code == 2);
        CHECK(is_one_line(result.err));
    }
}

TEST_CASE("what is given later wins") {
    const Folder folder;
    const auto first = (folder / "first.png").string();
    const auto second = (folder / "second.png").string();
    const auto result =
        run_viewer({"--headless", "--in", "missing.png", "--out", first, shipped_photo("coffee.png").string(),
                    "--out", second, "--set", "max_radius=0.1", "--set", "max_radius=0"});
    CHECK(result.err == "");
    CHECK(folder.file_names() == std::vector<std::string>{"second.png"});
    CHECK(read_or_fail(second).rgba == read_or_fail(shipped_photo("coffee.png")).rgba);
}

}  // namespace
}  // namespace tapestry::test
