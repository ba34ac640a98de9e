#include <doctest/doctest.h>

#include <algorithm>

#include "reference/effect_maps.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift_options.h"
#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

bool are_equal_at(const offline::Picture8& a, const offline::Picture8& b, std::size_t pixel) {
    return std::equal(a.rgba.begin() + static_cast<std::ptrdiff_t>(4 * pixel),
                      a.rgba.begin() + static_cast<std::ptrdiff_t>(4 * pixel + 4),
                      b.rgba.begin() + static_cast<std::ptrdiff_t>(4 * pixel));
}

/// Where the band is sharp nothing may change; where the blur is wide, noise changes almost everywhere.
void check_band(const offline::Picture8& before, const offline::Picture8& after,
                const TiltShiftOptions& options) {
    REQUIRE(after.width == before.width);
    REQUIRE(after.height == before.height);
    const ParameterMap radii = effect_map(options, before.width, before.height);
    int sharp = 0;
    int changed_sharp = 0;
    int blurred = 0;
    int changed_blurred = 0;
    for (std::size_t i = 0; i < radii.values.size(); ++i) {
        const bool is_changed = !are_equal_at(before, after, i);
        if (radii.values[i].x == 0.0) {
            ++sharp;
            changed_sharp += is_changed;
        } else if (radii.values[i].x > 2.0) {
            ++blurred;
            changed_blurred += is_changed;
        }
    }
    CHECK(sharp > 0);
    CHECK(changed_sharp == 0);
    CHECK(blurred > 0);
    CHECK(changed_blurred > 0.99 * blurred);
}

TEST_CASE("a headless job blurs outside the band and keeps the band bit for bit") {
    const Folder folder;
    const auto before = noise_picture(203, 157);
    write_or_fail(folder / "noise.png", before);
    TiltShiftOptions options;
    options.max_radius = 0.05f;

    SUBCASE("with the defaults") {
        check_band(before, filter_headless(folder / "noise.png", {"--set", "max_radius=0.05"}), options);
    }
    SUBCASE("with every option set") {
        options.center_x = 0.4f;
        options.center_y = 0.6f;
        options.angle_deg = 30.0f;
        options.band_width = 0.25f;
        options.falloff_distance = 0.1f;
        options.falloff = Falloff::quadratic;
        check_band(before,
                   filter_headless(folder / "noise.png",
                                   {"--set", "max_radius=0.05", "--set", "center_x=0.4", "--set",
                                    "center_y=0.6", "--set", "angle_deg=30", "--set", "band_width=0.25",
                                    "--set", "falloff_distance=0.1", "--set", "falloff=quadratic"}),
                   options);
    }
    SUBCASE("with another table") {
        const auto table = shipped_table("disk_0-24_12x3_flat.tap").string();
        check_band(before,
                   filter_headless(folder / "noise.png", {"--set", "max_radius=0.05", "--table", table}),
                   options);
    }
}

TEST_CASE("a blur of radius 0 gives the photograph back") {
    for (const char* name : {"coffee.png", "rocket.jpg"}) {
        CAPTURE(name);
        const auto before = read_or_fail(shipped_photo(name));
        CHECK(filter_headless(shipped_photo(name), {"--set", "max_radius=0"}).rgba == before.rgba);
    }
}

TEST_CASE("transparency survives") {
    const Folder folder;
    auto before = noise_picture(64, 48);
    for (std::size_t i = 3; i < before.rgba.size(); i += 4)
        before.rgba[i] = static_cast<std::uint8_t>(40 + i % 200);
    write_or_fail(folder / "glass.png", before);
    const auto same = filter_headless(folder / "glass.png", {"--set", "max_radius=0"});
    CHECK(same.rgba == before.rgba);
}

TEST_CASE("the smallest pictures are pictures") {
    const Folder folder;
    for (const int side : {1, 2, 3}) {
        write_or_fail(folder / "small.png", noise_picture(side, 1));
        CHECK(filter_headless(folder / "small.png").width == side);
    }
}

TEST_CASE("the same job writes the same bytes, over a file that was there") {
    const Folder folder;
    const auto out = (folder / "out.png").string();
    write_bytes(out, "an older picture");
    std::string first;
    for (int run = 0; run < 2; ++run) {
        REQUIRE(run_viewer({"--headless", "--in", shipped_photo("coffee.png").string(), "--out", out})
                    .exit_code == 0);
        if (run == 0) first = bytes_of(out);
    }
    CHECK(first == bytes_of(out));
    CHECK(folder.file_names() == std::vector<std::string>{"out.png"});
}

TEST_CASE("a preset's kernel is exported without a window, in every form that the lab has") {
    const Folder folder;
    write_bytes(folder / "kernel.json",
                R"({"tapestry preset": 1,
                    "kernel": {"kernel": "disk", "taps": 6, "layers": 2, "effort": "quick"}})");
    for (const char* name : {"out.tap", "out.json", "out.glsl", "out.h", "out.c"}) {
        CAPTURE(name);
        const auto result = run_viewer(
            {"--headless", "--preset", (folder / "kernel.json").string(), "--out", (folder / name).string()});
        CHECK(result.err == "");
        CHECK(result.exit_code == 0);
        CHECK_FALSE(bytes_of(folder / name).empty());
    }
    const auto table = read_table(folder / "out.tap");
    REQUIRE(table);
    CHECK(table->layers() == 2);
    CHECK(bytes_of(folder / "out.glsl").find("vec3") != std::string::npos);
    CHECK(bytes_of(folder / "out.h").find("constexpr") != std::string::npos);
}

TEST_CASE("a headless job says what it wrote") {
    const Folder folder;
    const auto out = (folder / "named so.png").string();
    const auto result = run_viewer({"--headless", shipped_photo("coffee.png").string(), "--out", out});
    CHECK(result.exit_code == 0);
    CHECK(is_one_line(result.out));
    CHECK(result.out.find("wrote " + out) == 0);
}

}  // namespace
}  // namespace tapestry::test
