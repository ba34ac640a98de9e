// Circles of confusion against the thin lens' own geometry.
#include "tapestry/lens.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

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

}  // namespace tapestry::test
