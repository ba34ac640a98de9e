// The band's map and the whole effect, against the CPU.
#include "tapestry/tilt_shift.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <numbers>

#include "effect_map.h"
#include "effect_subjects.h"
#include "filter_runs.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/effect_maps.h"
#include "reference/filters.h"
#include "sampler_precision.h"

namespace tapestry::test {
namespace {

TiltShiftOptions random_options(std::mt19937& random) {
    const auto uniform = [&](float low, float high) {
        return std::uniform_real_distribution<float>(low, high)(random);
    };
    TiltShiftOptions options;
    options.center_x = uniform(-1.2f, 2.2f);
    options.center_y = uniform(-1.2f, 2.2f);
    options.angle_deg = uniform(-500.0f, 500.0f);
    options.band_width = uniform(-0.1f, 1.0f);
    options.falloff_distance = random() % 4 == 0 ? 0.0f : uniform(0.0f, 2.0f);
    options.falloff = static_cast<Falloff>(random() % 3);
    options.max_radius = uniform(0.0f, 0.3f);
    if (random() % 2 == 0) return options;
    options.shape = SharpShape::ellipse;
    options.band_width = uniform(0.2f, 1.0f);
    options.ellipse_length = uniform(0.2f, 1.6f);
    options.falloff_distance = uniform(0.1f, 2.0f);
    return options;
}

/// Distances are computed from numbers of up to 3 * (width + height) pixels (the centre may lie a picture
/// away), each rounded by 2^-24 of it, four times over.
double distance_tolerance_px(int width, int height) {
    return 4.0 * 3.0 * (width + height) * std::ldexp(1.0, -24);
}

/// The map's largest slope (the smooth and the quadratic falloff's are 1.5 and 2 radii a falloff) times the
/// distance's error, and the curve's own rounding. In pixels of radius.
double radius_tolerance_px(const TiltShiftOptions& options, int width, int height) {
    const double radius_px = double{options.max_radius} * height;
    const double falloff_px = double{options.falloff_distance} * height;
    const double slope = falloff_px > 0.0 ? 2.0 * radius_px / falloff_px : 0.0;
    // Along a ray the edge of an ellipse moves by its axes' ratio, 8 here at most, when the ray turns.
    const double growth = options.shape == SharpShape::ellipse ? 1.0 + 8.0 : 1.0;
    return growth * slope * distance_tolerance_px(width, height) + radius_px * std::ldexp(1.0, -21);
}

/// A hard step falls on either side of pixels that it runs through.
bool is_on_step(const TiltShiftOptions& options, int x, int y, int width, int height) {
    const double angle = double{options.angle_deg} * std::numbers::pi / 180.0;
    const double across = -std::sin(angle) * (x + 0.5 - double{options.center_x} * width) +
                          std::cos(angle) * (y + 0.5 - double{options.center_y} * height);
    const double outside = std::abs(across) - 0.5 * double{options.band_width} * height;
    return std::abs(outside) < distance_tolerance_px(width, height) ||
           std::abs(outside - double{options.falloff_distance} * height) <
               distance_tolerance_px(width, height);
}

}  // namespace

TEST_CASE_FIXTURE(GlFixture, "the tilt-shift map agrees with the CPU's") {
    constexpr std::array<std::array<int, 2>, 4> sizes = {{{1, 1}, {7, 3}, {641, 359}, {33, 1024}}};
    std::mt19937 random(test_seed());
    double worst_px = 0.0;
    double worst_share = 0.0;
    for (int round = 0; round < 24; ++round) {
        const auto [width, height] = sizes[static_cast<std::size_t>(round) % sizes.size()];
        const TiltShiftOptions options = round == 2 ? TiltShiftOptions() : random_options(random);
        const TiltShiftOptions in_range = *clamped(options);
        INFO("round " << round << ", seed " << test_seed());
        const ParameterMap expected = effect_map(options, width, height);
        const double tolerance = radius_tolerance_px(in_range, width, height);
        for (const Row0 row0 : {Row0::bottom, Row0::top}) {
            const Image got = drawn_map(*this, "map_tilt_shift.comp", *clamped(options), row0, width, height);
            double difference = 0.0;
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x)
                    if (in_range.falloff_distance > 0.0f || !is_on_step(in_range, x, y, width, height))
                        difference = std::max(difference, std::abs(got.at(x, y).r - expected.at(x, y).x));
            CHECK(difference <= tolerance);
            worst_px = std::max(worst_px, difference);
            if (tolerance > 0.0) worst_share = std::max(worst_share, difference / tolerance);
        }
    }
    MESSAGE("largest difference " << worst_px << " px, " << worst_share << " of the tolerance");
}

TEST_CASE_FIXTURE(GlFixture, "the effect is the cascade over that map") {
    constexpr int width = 160;
    constexpr int height = 120;
    const double fraction_error = sampler_fraction_error(*this);
    std::mt19937 random(test_seed());
    RandomTableShape shape;
    shape.axes = {radius_axis(Beyond::scale)};
    const TapTable table = random_table(shape, random);
    auto effect = TiltShift::create(device, table);
    REQUIRE(effect);
    TiltShiftOptions options;
    options.angle_deg = 20.0f;
    options.max_radius = 0.08f;
    const Image source = value_noise(random, width, height, 16, 1.0);
    const Image expected = filter_cascade(source, table, effect_map(options, width, height));
    for (const Row0 row0 : {Row0::bottom, Row0::top}) {
        TiltShiftFrame frame;
        frame.source = {upload(*this, GL_RGBA32F, source, row0), Encoding::linear, Alpha::premultiplied};
        frame.target = {make_texture(*this, GL_RGBA32F, width, height), Encoding::linear,
                        Alpha::premultiplied};
        frame.row0 = row0;
        frame.precision = WorkPrecision::single;
        REQUIRE(effect->apply(frame, options));
        const Image got = download(*this, frame.target.texture, width, height, row0);
        // As float_tolerance of cascade_test.cpp; offsets move by 6/8 px a px of radius at most, whose error
        // here is below 1e-4 px.
        const auto layers = static_cast<double>(table.layers());
        const double allowance =
            has_coarse_fractions(fraction_error) ? layers * 2.0 * fraction_error / 16.0 : 0.0;
        CHECK(largest_difference(got, expected) <= 1e-5 + layers * 1e-4 / 16.0 + allowance);
        // The band's axis runs through the middle: sharp to the bit.
        CHECK(got.at(width / 2, height / 2) == source.at(width / 2, height / 2));
        CHECK(got.at(width / 2, 0) != source.at(width / 2, 0));
    }
}

TEST_CASE_FIXTURE(EffectFixture, "the look is graded in linear light, and what is masked is not") {
    const TapTable table = table_of({size_axis("radius_px")}, random);
    const auto effect = made<TiltShift>(table);
    TiltShiftOptions options;
    options.max_radius = 0.05f;
    const EffectFrame frame = float_frame(Row0::top);
    REQUIRE(effect->apply(frame, options));
    const Image plain = download(*this, frame.target.texture, width, height, Row0::top);
    options.grade = {1.4f, 1.2f};
    for (const bool tiles : {true, false}) {
        for (const Resolution resolution : {Resolution::full, Resolution::half}) {
            EffectFrame again = frame;
            again.tiles = tiles;
            again.resolution = resolution;
            options.grade = {};
            REQUIRE(effect->apply(again, options));
            const Image ungraded = download(*this, frame.target.texture, width, height, Row0::top);
            options.grade = {1.4f, 1.2f};
            REQUIRE(effect->apply(again, options));
            const Image got = download(*this, frame.target.texture, width, height, Row0::top);
            Image expected = ungraded;
            for (glm::dvec4& pixel : expected.pixels) pixel = graded(pixel, options.grade);
            // pow's error is some 2^-16 of numbers up to 2.
            CHECK(largest_difference(got, expected) < 1e-4);
            ParameterMap nothing(width, height, glm::dvec2(0.0));
            again.mask_texture = upload(*this, GL_R32F, nothing, Row0::top);
            REQUIRE(effect->apply(again, options));
            CHECK(largest_difference(download(*this, frame.target.texture, width, height, Row0::top),
                                     source) == 0.0);
        }
    }
    CHECK(largest_difference(plain, source) > 0.01);
}

}  // namespace tapestry::test
