// What is called exact, and the filters that it and the inspector ask for pixel by pixel.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <numeric>

#include "compare/exact_kernels.h"
#include "effects/effect_kind.h"
#include "effects/known_effects.h"
#include "tapestry/table_file.h"
#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

using namespace demo;

/// Every 4th pixel of every 4th row of a shipped photograph.
offline::Picture8 small_photo() {
    const auto whole = read_or_fail(shipped_photo("coffee.png"));
    offline::Picture8 small{whole.width / 4, whole.height / 4, {}};
    for (int y = 0; y < small.height; ++y)
        for (int x = 0; x < small.width; ++x)
            for (int c = 0; c < 4; ++c)
                small.rgba.push_back(
                    whole.rgba[static_cast<std::size_t>(4 * (4 * y * whole.width + 4 * x) + c)]);
    return small;
}

TEST_CASE("every effect comes close to its exact picture: turned, widened and graded ones too") {
    const Folder folder;
    const auto photo = folder / "small.png";
    write_or_fail(photo, small_photo());
    const std::vector<std::vector<std::string>> looks = {
        {"rotational-bokeh", "max_radius=0.06"},
        {"radial-motion-blur", "amount=0.2"},
        {"cats-eye", "radius=0.06"},
        {"directional-motion-blur", "added_x=0.1", "added_y=0.07"},
        {"uniform-blur", "aspect=0.5"},
        {"tilt-shift", "max_radius=0.08", "aspect=0.5", "saturation=1.5", "contrast=1.2"}};
    for (const auto& look : looks) {
        CAPTURE(look);
        std::vector<std::string> arguments = {
            "--headless", "--debug-gl", "--in",  photo.string(),
            "--show",     "exact",      "--out", (folder / "o.png").string(),
            "--effect",   look.front()};
        for (std::size_t i = 1; i < look.size(); ++i) arguments.insert(arguments.end(), {"--set", look[i]});
        const auto result = run_viewer(arguments);
        CHECK(result.err == "");
        double psnr = 0.0;
        REQUIRE_MESSAGE(std::sscanf(result.out.c_str(), "result against exact: PSNR %lf", &psnr) == 1,
                        result.out);
        // Another turn or aspect than the effect's own is 20 dB away.
        CHECK(psnr > 45.0);
    }
}

double sum_of(const DenseKernel& kernel) {
    return std::accumulate(kernel.values.begin(), kernel.values.end(), 0.0);
}

TEST_CASE("stretched and turned kernels keep their light and have the shape") {
    DenseKernel line{9, 1, std::vector<double>(9, 1.0 / 9.0)};
    const DenseKernel half = stretched(line, 0.5, 1.0);
    CHECK(half.width == 5);
    CHECK(half.height == 1);
    CHECK(sum_of(half) == doctest::Approx(1.0));
    CHECK(half.at(2, 0) == doctest::Approx(2.0 / 9.0));
    const DenseKernel wide = stretched(line, 1.0, 3.0);
    CHECK(wide.height == 3);
    CHECK(wide.at(4, 0) == doctest::Approx(1.0 / 27.0));
    // A quarter turn is a permutation.
    const DenseKernel down = turned(line, 90.0);
    CHECK(sum_of(down) == doctest::Approx(1.0));
    for (int i = -4; i <= 4; ++i)
        CHECK(down.at(down.width / 2, down.height / 2 + i) == doctest::Approx(1.0 / 9.0));
}

TEST_CASE("a pixel's taps are turned, scaled and widened in this order") {
    const auto table = read_table(shipped_table("line-turned_0-48_12x2_photo.tap"));
    REQUIRE(table);
    const PixelFilter plain = sized_and_turned(*table, {20.0, 0.0});
    PixelFilter asked = sized_and_turned(*table, {20.0, 90.0});
    CHECK(asked.turn_deg == 90.0);
    asked.scale = 2.0;
    asked.aspect = 0.5;
    const Filter before = filter_at(*table, plain);
    const Filter after = filter_at(*table, asked);
    for (std::size_t i = 0; i < before.values.size(); ++i) {
        CHECK(after.values[i].dx == doctest::Approx(-before.values[i].dy));
        CHECK(after.values[i].dy == doctest::Approx(2.0 * before.values[i].dx));
    }
}

TEST_CASE("depth of field asks for the circle of confusion, turned before the focus") {
    const EffectKind& kind = *find_effect_kind("depth-of-field");
    const auto table = read_table(shipped_table("disk_0-24_16x3_flat.tap"));
    REQUIRE(table);
    std::vector<float> values = standard_values(kind);
    PictureFacts facts{400, 300, {}, [](double x, double) { return x < 200.0 ? 1.0 : 50.0; }};
    values[static_cast<std::size_t>(find_field(kind, "focus_distance_m"))] = 2.0f;
    const auto filters = kind.pixel_filters(values, *table, facts);
    CHECK(filters(10.5, 10.5).parameter.x > 1.0);
    CHECK(filters(10.5, 10.5).scale == -1.0);
    CHECK(filters(300.5, 10.5).parameter.x > 1.0);
    CHECK(filters(300.5, 10.5).scale == 1.0);
    facts.distance_m = [](double, double) { return 2.0; };
    CHECK(kind.pixel_filters(values, *table, facts)(10.5, 10.5) == PixelFilter());
}

TEST_CASE("where a lens is focused by hand, it is sharp") {
    const auto table = read_table(shipped_table("disk_0-24_16x3_flat.tap"));
    REQUIRE(table);
    const PictureFacts facts{400, 300, {}, [](double x, double y) { return 1.0 + 0.01 * x + 0.02 * y; }};
    int lenses = 0;
    for (const EffectKind& kind : effect_kinds()) {
        CAPTURE(kind.name);
        if (!kind.needs_depth) continue;
        ++lenses;
        std::vector<float> values = standard_values(kind);
        if (kind.showcase_values) kind.showcase_values(values);
        Lens given;
        given.f_number = 4.0f;
        store_lens(given, values);
        float& focus_m = focus_distance_of(values);
        CHECK(focus_m == given.focus_distance_m);
        for (const glm::dvec2 at :
             {glm::dvec2(20.5, 30.5), glm::dvec2(200.0, 150.0), glm::dvec2(380.5, 290.5)}) {
            focus_m = static_cast<float>(focus_on(values, facts, at.x, at.y));
            CHECK(kind.pixel_filters(values, *table, facts)(at.x, at.y).parameter.x == 0.0);
        }
        const double open = kind.pixel_filters(values, *table, facts)(20.5, 30.5).parameter.x;
        close_aperture(1.5f, values);
        const double closed = kind.pixel_filters(values, *table, facts)(20.5, 30.5).parameter.x;
        CHECK(closed > 0.0);
        CHECK(closed < open);
    }
    CHECK(lenses == 2);
}

}  // namespace
}  // namespace tapestry::test
