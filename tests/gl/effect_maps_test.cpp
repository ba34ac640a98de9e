// The maps of the effects whose kernels have two parameters, against the CPU's.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "effect_map.h"
#include "random_tables.h"
#include "reference/effect_maps.h"

namespace tapestry::test {
namespace {

constexpr std::array<std::array<int, 2>, 4> map_sizes = {{{1, 1}, {7, 3}, {641, 359}, {33, 1024}}};

/// A position of up to 3 * (width + height) pixels (the centre may lie a picture away) is rounded by 2^-24 of
/// it, four times over.
double position_tolerance_px(int width, int height) {
    return 4.0 * 3.0 * (width + height) * std::ldexp(1.0, -24);
}

/// Of angles that come round after a period.
double angle_difference(double a, double b, double period) {
    const double difference = std::abs(a - b);
    return std::min(difference, std::abs(period - difference));
}

struct Difference {
    double size = 0.0;   ///< of the first number, as a share of the largest
    double angle = 0.0;  ///< of the second, degrees times the pixels from the centre
};

/// An angle's error is the position's beside its distance from the centre.
template <class Expected>
Difference difference_of(const Image& got, glm::dvec2 center_px, double period, const Expected& expected) {
    Difference worst;
    double largest = 1e-6;
    for (int y = 0; y < got.height; ++y) {
        for (int x = 0; x < got.width; ++x) {
            const glm::dvec2 wanted = expected(x + 0.5, y + 0.5);
            const double distance_px = std::hypot(x + 0.5 - center_px.x, y + 0.5 - center_px.y);
            worst.size = std::max(worst.size, std::abs(got.at(x, y).r - wanted.x));
            largest = std::max(largest, wanted.x);
            worst.angle =
                std::max(worst.angle, distance_px * angle_difference(got.at(x, y).g, wanted.y, period));
        }
    }
    worst.size /= largest;
    return worst;
}

struct MapFixture : GlFixture {
    std::mt19937 random{test_seed()};

    float uniform(float low, float high) { return std::uniform_real_distribution<float>(low, high)(random); }

    /// pow is good to some 2^-17 at the powers here, which go up to 4; positions beside half a diagonal.
    void check(const Difference& difference, int width, int height) {
        CHECK(difference.size <=
              1e-4 + 16.0 * position_tolerance_px(width, height) / std::hypot(width, height));
        // atan is good to 4096 ulps by the specification of OpenGL ES, here 2^-16 of half a turn.
        CHECK(difference.angle <= 57.3 * position_tolerance_px(width, height) +
                                      3.0 * (width + height) * 180.0 * std::ldexp(1.0, -16));
    }
};

}  // namespace

TEST_CASE_FIXTURE(MapFixture, "the swirl's map agrees with the CPU's") {
    for (int round = 0; round < 12; ++round) {
        const auto [width, height] = map_sizes[static_cast<std::size_t>(round) % map_sizes.size()];
        RotationalBokehOptions options;
        options.center_x = uniform(-1.2f, 2.2f);
        options.center_y = uniform(-1.2f, 2.2f);
        options.max_radius = uniform(0.0f, 0.3f);
        options.growth = uniform(0.2f, 4.2f);
        INFO("round " << round << ", seed " << test_seed());
        const glm::dvec2 center_px(double{clamped(options)->center_x} * width,
                                   double{clamped(options)->center_y} * height);
        for (const Row0 row0 : {Row0::bottom, Row0::top})
            check(difference_of(drawn_map(*this, "map_rotational_bokeh.comp", *clamped(options), row0, width,
                                          height, MapKind::two_parameters),
                                center_px, 180.0,
                                [&](double x, double y) {
                                    return effect_map_at(options, x, y, width, height).parameters;
                                }),
                  width, height);
    }
}

TEST_CASE_FIXTURE(MapFixture, "the map of zoom and spin agrees with the CPU's") {
    for (int round = 0; round < 12; ++round) {
        const auto [width, height] = map_sizes[static_cast<std::size_t>(round) % map_sizes.size()];
        RadialMotionBlurOptions options;
        options.center_x = uniform(-1.2f, 2.2f);
        options.center_y = uniform(-1.2f, 2.2f);
        options.amount = uniform(-0.1f, 1.1f);
        options.max_length = uniform(0.0f, 0.6f);
        options.motion = static_cast<RadialMotion>(random() % 2);
        INFO("round " << round << ", seed " << test_seed());
        const glm::dvec2 center_px(double{clamped(options)->center_x} * width,
                                   double{clamped(options)->center_y} * height);
        for (const Row0 row0 : {Row0::bottom, Row0::top})
            check(difference_of(drawn_map(*this, "map_radial_motion.comp", *clamped(options), row0, width,
                                          height, MapKind::two_parameters),
                                center_px, 180.0,
                                [&](double x, double y) {
                                    return effect_map_at(options, x, y, width, height).parameters;
                                }),
                  width, height);
    }
}

TEST_CASE_FIXTURE(MapFixture, "the map of velocities agrees with the CPU's, whatever the velocities are") {
    constexpr int width = 65;
    constexpr int height = 33;
    for (int round = 0; round < 8; ++round) {
        DirectionalMotionBlurOptions options;
        options.shutter = uniform(0.1f, 4.2f);
        options.added_x = uniform(-0.2f, 0.2f);
        options.added_y = uniform(-0.2f, 0.2f);
        options.max_length = uniform(0.05f, 0.6f);
        ParameterMap velocities(width, height);
        for (glm::dvec2& velocity : velocities.values)
            velocity = {uniform(-9.0f, 9.0f), random() % 8 == 0 ? 0.0f : uniform(-9.0f, 9.0f)};
        velocities.at(3, 4).x = std::numeric_limits<double>::quiet_NaN();
        velocities.at(9, 9).y = std::numeric_limits<double>::infinity();
        INFO("round " << round << ", seed " << test_seed());
        const ParameterMap expected = effect_map(options, velocities);
        for (const Row0 row0 : {Row0::bottom, Row0::top}) {
            const Image got =
                drawn_map(*this, "map_directional_motion.comp", *clamped(options), row0, width, height,
                          MapKind::two_parameters, upload(*this, GL_RG32F, velocities, row0));
            double worst = 0.0;
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) {
                    const glm::dvec2 wanted = expected.at(x, y);
                    // A line of half a pixel may fall on either side of what counts as motion.
                    const double length_px = std::max(wanted.x, got.at(x, y).r);
                    if (length_px > 0.0 && length_px < 0.501) continue;
                    worst = std::max({worst, std::abs(got.at(x, y).r - wanted.x),
                                      wanted.x * angle_difference(got.at(x, y).g, wanted.y, 180.0) / 57.3});
                }
            // Lines of some 100 px, a few roundings, and atan's 2^-16.
            CHECK(worst < 0.01);
        }
    }
}

TEST_CASE_FIXTURE(MapFixture, "the maps of the lens agree with the CPU's") {
    for (int round = 0; round < 8; ++round) {
        const auto [width, height] = map_sizes[static_cast<std::size_t>(round) % map_sizes.size()];
        CatsEyeOptions eye;
        eye.center_x = uniform(-0.2f, 1.2f);
        eye.vignette = uniform(0.0f, 1.0f);
        eye.growth = uniform(0.2f, 4.2f);
        LensPsfOptions lens;
        lens.center_y = uniform(-0.2f, 1.2f);
        lens.strength_waves = uniform(0.0f, 2.2f);
        lens.turn_deg = uniform(-400.0f, 400.0f);
        INFO("round " << round << ", seed " << test_seed());
        const Image eyes = drawn_map(*this, "map_field.comp", *clamped(eye), Row0::bottom, width, height,
                                     MapKind::two_parameters);
        const Image turns =
            drawn_map(*this, "map_field.comp", *clamped(eye), Row0::bottom, width, height, MapKind::turns);
        const Image points = drawn_map(*this, "map_field.comp", *clamped(lens), Row0::top, width, height,
                                       MapKind::two_parameters);
        double worst = 0.0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const MapValue expected = effect_map_at(eye, x + 0.5, y + 0.5, width, height);
                const MapValue point = effect_map_at(lens, x + 0.5, y + 0.5, width, height);
                const double distance_px =
                    std::min(std::hypot(x + 0.5 - double{eye.center_x} * width, y + 0.5 - 0.5 * height),
                             std::hypot(x + 0.5 - 0.5 * width, y + 0.5 - double{lens.center_y} * height));
                const double turn = std::max(angle_difference(turns.at(x, y).r, expected.turn_deg, 360.0),
                                             angle_difference(points.at(x, y).g, point.turn_deg, 360.0));
                worst =
                    std::max({worst, std::abs(eyes.at(x, y).r - expected.parameters.x) / height,
                              std::abs(eyes.at(x, y).g - expected.parameters.y),
                              std::abs(points.at(x, y).r - point.parameters.x), 1e-3 * distance_px * turn});
            }
        CHECK(worst <= 1e-3);
    }
}

}  // namespace tapestry::test
