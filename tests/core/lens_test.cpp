// Circles of confusion against the thin lens' own geometry.
#include "tapestry/lens.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <glm/mat4x4.hpp>
#include <glm/vec4.hpp>
#include <limits>
#include <numbers>
#include <random>
#include <string>
#include <string_view>

#include "bad_numbers.h"
#include "tapestry/aperture.h"
#include "tapestry/depth_of_field_options.h"

namespace tapestry::test {
namespace {

constexpr float nan = std::numeric_limits<float>::quiet_NaN();

/// Where a thin lens images a distance, in metres behind it: 1/f = 1/z + 1/v.
double image_distance_m(double focal_m, double z) {
    return 1.0 / (1.0 / focal_m - 1.0 / z);
}

}  // namespace

TEST_CASE("the circle of confusion is where the cone of light meets the sensor") {
    DepthOfFieldOptions options;
    options.lens = {3.0f, 1.8f, 85.0f, 24.0f};
    options.near_limit = options.far_limit = 0.2f;
    const double focal_m = 0.085, aperture_m = focal_m / 1.8;
    const double sensor = image_distance_m(focal_m, 3.0);
    for (const double z : {1.9, 2.5, 2.99, 3.0, 3.2, 5.0, 40.0, 1e6}) {
        const double image = image_distance_m(focal_m, z);
        const double radius_m = 0.5 * aperture_m * (sensor - image) / image;
        CHECK(signed_coc_px(options, z, 1080) == doctest::Approx(radius_m / 0.024 * 1080).epsilon(1e-4));
    }
    CHECK(signed_coc_px(options, 1e12, 720) / 720 ==
          doctest::Approx(coc_at_infinity(options.lens)).epsilon(1e-6));
}

TEST_CASE("what lies on a tilted plane of focus is sharp, and its middle is the lens' focus") {
    std::mt19937 random(7);
    const auto between = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    for (int round = 0; round < 200; ++round) {
        DepthOfFieldOptions options;
        options.lens = {static_cast<float>(between(1, 20)), 1.4f, static_cast<float>(between(20, 100)),
                        24.0f};
        options.tilt_deg = static_cast<float>(between(-80, 80));
        options.swing_deg = static_cast<float>(between(-80, 80));
        options.near_limit = options.far_limit = 0.2f;
        const int width = 1600, height = 900;
        const auto tangent = [](float degrees) {
            return std::tan(double{degrees} * std::numbers::pi / 180.0);
        };
        // A point of the plane whose normal is (tan swing, tan tilt, 1), y down, z along the view.
        const double x_m = between(-1, 1), y_m = between(-1, 1);
        const double z_m = options.lens.focus_distance_m - x_m * tangent(options.swing_deg) -
                           y_m * tangent(options.tilt_deg);
        if (z_m < 0.2) continue;
        const double px_of_ray = height * 1.0 * options.lens.focal_length_mm / options.lens.sensor_height_mm;
        const double nearness = nearness_of_focus(options, 0.5 * width + px_of_ray * x_m / z_m,
                                                  0.5 * height + px_of_ray * y_m / z_m, width, height);
        CHECK(nearness == doctest::Approx(options.lens.focus_distance_m / z_m));
        CHECK(std::abs(signed_coc_px(options, z_m, height, nearness)) < 1e-3);
        CHECK(focus_distance_through(options, 0.5 * width + px_of_ray * x_m / z_m,
                                     0.5 * height + px_of_ray * y_m / z_m, z_m, width,
                                     height) == doctest::Approx(double{options.lens.focus_distance_m}));
        CHECK(nearness_of_focus(options, 0.5 * width, 0.5 * height, width, height) == 1.0);
    }
}

TEST_CASE("behind the camera there is no plane of focus") {
    DepthOfFieldOptions options;
    options.lens.focal_length_mm = 12.0f / static_cast<float>(std::tan(22.5 * std::numbers::pi / 180.0));
    options.tilt_deg = 80.0f;
    CHECK(focus_distance_through(options, 400.0, 200.0, 3.0, 800, 400) == doctest::Approx(3.0));
    // At the top of 45 degrees the ray and the plane part: 1 - tan 22.5 tan 80 = -1.35.
    CHECK(std::isinf(focus_distance_through(options, 400.0, 0.0, 3.0, 800, 400)));
    CHECK(focus_distance_through(options, 400.0, 400.0, 3.0, 800, 400) == doctest::Approx(3.0 * 3.3491));
}

TEST_CASE("limits and strengths hold on their side") {
    DepthOfFieldOptions options;
    options.lens = {3.0f, 0.9f, 100.0f, 24.0f};
    options.near_limit = 0.01f;
    options.far_limit = 0.03f;
    CHECK(signed_coc_px(options, 0.5, 1000) == doctest::Approx(-10.0));
    CHECK(signed_coc_px(options, 1e6, 1000) == doctest::Approx(30.0));
    options.far_strength = 0.0f;
    CHECK(signed_coc_px(options, 1e6, 1000) == 0.0);
    CHECK(signed_coc_px(options, 0.5, 1000) == doctest::Approx(-10.0));
}

TEST_CASE("an artist's ranges are sharp between them") {
    DepthOfFieldOptions options;
    options.defocus = Defocus::ranges;
    options.ranges = {1.0f, 2.0f, 4.0f, 8.0f};
    options.near_limit = 0.02f;
    options.far_limit = 0.04f;
    CHECK(signed_coc_px(options, 0.5, 1000) == doctest::Approx(-20.0));
    CHECK(signed_coc_px(options, 1.5, 1000) == doctest::Approx(-10.0));
    CHECK(signed_coc_px(options, 3.0, 1000) == 0.0);
    CHECK(signed_coc_px(options, 6.0, 1000) == doctest::Approx(20.0));
    CHECK(signed_coc_px(options, 100.0, 1000) == doctest::Approx(40.0));
    options.ranges = {5.0f, 2.0f, 1.0f, 0.0f};
    const auto ordered = clamped(options);
    REQUIRE(ordered);
    CHECK(ordered->ranges.near_end_m == 5.0f);
    CHECK(ordered->ranges.far_start_m == 5.0f);
    CHECK(ordered->ranges.far_end_m == 5.0f);
}

TEST_CASE("lenses are clamped, and refused where they are no numbers") {
    const auto near = clamped(Lens{0.0f, 0.0f, 50.0f, 24.0f});
    REQUIRE(near);
    CHECK(near->focus_distance_m == doctest::Approx(0.0505));
    CHECK(near->f_number == doctest::Approx(0.1));
    CHECK(std::isfinite(coc_at_infinity(*near)));
    CHECK_FALSE(clamped(Lens{nan, 2.0f, 50.0f, 24.0f}));
    CHECK_FALSE(clamped(Lens{1.0f, 2.0f, nan, 24.0f}));
    CHECK(coc_at_infinity(*clamped(Lens{test::infinity, 2.0f, 50.0f, 24.0f})) == 0.0);
}

TEST_CASE("depths come back from every convention") {
    for (const bool reversed : {false, true})
        for (const bool signed_range : {false, true}) {
            const auto at = [&](double share) {
                const double position = reversed ? 1.0 - share : share;
                return signed_range ? 2.0 * position - 1.0 : position;
            };
            const DepthConvention deep = {DepthKind::perspective, 0.1f, test::infinity, reversed,
                                          signed_range};
            CHECK(view_distance_m(deep, at(0.0)) == doctest::Approx(0.1));
            CHECK(view_distance_m(deep, at(0.9)) == doctest::Approx(1.0));
            CHECK(std::isinf(view_distance_m(deep, at(1.0))));
            const DepthConvention flat = {DepthKind::orthographic, 1.0f, 9.0f, reversed, signed_range};
            CHECK(view_distance_m(flat, at(0.25)) == doctest::Approx(3.0));
            CHECK(view_distance_m(flat, nan) == doctest::Approx(9.0));
        }
    const DepthConvention metres = {DepthKind::metres};
    CHECK(view_distance_m(metres, 2.5) == 2.5);
    CHECK(std::isinf(view_distance_m(metres, 0.0)));
    CHECK(std::isinf(view_distance_m(metres, nan)));
}

namespace {

/// What is stored of a point this far ahead, by the matrix itself.
double stored_by(const glm::dmat4& projection, double ahead, ClipDepth clip_depth, double distance_m) {
    const glm::dvec4 clip = projection * glm::dvec4(0.3, -0.2, ahead * distance_m, 1.0);
    const double depth = clip.z / clip.w;
    return clip_depth == ClipDepth::zero_to_one ? depth : 0.5 * depth + 0.5;
}

std::array<float, 16> floats_of(const glm::dmat4& matrix) {
    std::array<float, 16> result;
    for (int column = 0; column < 4; ++column)
        for (int row = 0; row < 4; ++row)
            result[static_cast<std::size_t>(4 * column + row)] = static_cast<float>(matrix[column][row]);
    return result;
}

}  // namespace

TEST_CASE("depth is read as the projection matrix wrote it") {
    std::mt19937 random(11);
    const auto between = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    for (int round = 0; round < 500; ++round) {
        const bool is_left = round % 2 != 0, is_reversed = round % 3 == 0, is_infinite = round % 5 == 0;
        const bool is_flat = !is_infinite && round % 7 == 0;
        const ClipDepth clip_depth = round % 4 < 2 ? ClipDepth::zero_to_one : ClipDepth::minus_one_to_one;
        const double near_m = between(0.05, 2.0);
        const double far_m = is_infinite ? std::numeric_limits<double>::infinity() : near_m + between(5, 500);
        // Clip depth of 1/m, or of metres, through the planes; with a lens shift and a jitter.
        const double first = clip_depth == ClipDepth::zero_to_one ? 0.0 : -1.0;
        const double near_clip = is_reversed ? 1.0 : first, far_clip = is_reversed ? first : 1.0;
        const auto axis = [&](double metres) { return is_flat ? metres : 1.0 / metres; };
        const double slope = (far_clip - near_clip) / (axis(far_m) - axis(near_m));
        const double start = near_clip - slope * axis(near_m);
        const double ahead = is_left ? 1.0 : -1.0, scale = between(0.5, 3.0);
        glm::dmat4 projection(0.0);
        projection[0][0] = between(0.5, 2.0);
        projection[1][1] = -between(0.5, 2.0);
        projection[is_flat ? 3 : 2][0] = between(-0.2, 0.2);
        projection[is_flat ? 3 : 2][1] = between(-0.2, 0.2);
        if (is_flat) {
            projection[2][2] = slope * ahead;
            projection[3][2] = start;
            projection[3][3] = 1.0;
        } else {
            projection[2][2] = start * ahead;
            projection[3][2] = slope;
            projection[2][3] = ahead;
        }
        projection *= scale;
        const auto depth = depth_of_projection(floats_of(projection), clip_depth);
        CAPTURE(round);
        REQUIRE_MESSAGE(depth, depth.error().message);
        CHECK(depth->kind == (is_flat ? DepthKind::orthographic : DepthKind::perspective));
        CHECK(depth->reversed == is_reversed);
        CHECK(depth->near_m == doctest::Approx(near_m).epsilon(1e-4));
        if (is_infinite)
            CHECK(depth->far_m == std::numeric_limits<float>::infinity());
        else
            CHECK(depth->far_m == doctest::Approx(far_m).epsilon(1e-2));
        for (int point = 0; point < 8; ++point) {
            const double distance_m = near_m + between(0.0, is_infinite ? 50.0 : far_m - near_m);
            const double stored = stored_by(projection, ahead, clip_depth, distance_m);
            CHECK(view_distance_m(*depth, stored) == doctest::Approx(distance_m).epsilon(3e-3));
        }
    }
}

TEST_CASE("matrices that say no distance are errors by name") {
    const auto refused = [](const glm::dmat4& matrix, std::string_view word) {
        const auto depth = depth_of_projection(floats_of(matrix), ClipDepth::minus_one_to_one);
        return !depth && depth.error().message.find(word) != std::string::npos;
    };
    glm::dmat4 good(0.0);
    good[0][0] = good[1][1] = 1.0;
    good[2] = {0.1, 0.0, -1.002, -1.0};
    good[3][2] = -0.2;
    CHECK(!refused(good, ""));
    glm::dmat4 bad = good;
    bad[2][2] = double{nan};
    CHECK(refused(bad, "not finite"));
    bad = good;
    bad[1][2] = 0.1;
    CHECK(refused(bad, "oblique"));
    CHECK(refused(glm::dmat4(0.0), "neither perspective nor orthographic"));
    CHECK(refused(glm::dmat4(1.0), "neither perspective nor orthographic"));
    bad = good;
    bad[3][3] = 1.0;
    CHECK(refused(bad, "neither perspective nor orthographic"));
    glm::dmat4 flat(1.0);
    flat[2][2] = -0.1;
    flat[3][2] = 0.5;  // from 5 m behind the camera to 15 m before it
    CHECK(refused(flat, "before the camera"));
    flat[2][2] = 0.0;
    CHECK(refused(flat, "all depths the same"));
}

}  // namespace tapestry::test
