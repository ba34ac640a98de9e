#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "bad_numbers.h"
#include "reference/effect_maps.h"
#include "tapestry/tilt_shift_options.h"

using namespace tapestry;
using doctest::Approx;

namespace {

constexpr int picture_width = 800;
constexpr int picture_height = 400;

/// Sharp within 40 pixels of the middle row, full blur of 20 pixels from 140 pixels on.
TiltShiftOptions plain_band(Falloff falloff = Falloff::smooth) {
    TiltShiftOptions options;
    options.band_width = 0.2f;
    options.falloff_distance = 0.25f;
    options.max_radius = 0.05f;
    options.falloff = falloff;
    return options;
}

double radius(const TiltShiftOptions& options, double x, double y) {
    return effect_map_at(options, x, y, picture_width, picture_height).parameters.x;
}

std::string complaint_about(const TiltShiftOptions& options) {
    const Result<TiltShiftOptions> result = clamped(options);
    return result ? "fine" : result.error().message;
}

}  // namespace

TEST_CASE("the band is sharp, and far from it the blur is full") {
    const TiltShiftOptions options = plain_band();
    for (const double x : {0.0, 123.0, 800.0}) {
        CHECK(radius(options, x, 200.0) == 0.0);
        CHECK(radius(options, x, 239.9) == 0.0);
        CHECK(radius(options, x, 160.1) == 0.0);
        CHECK(radius(options, x, 340.1) == Approx(20.0));
        CHECK(radius(options, x, 0.0) == Approx(20.0));
    }
}

TEST_CASE("the three curves at a quarter and a half of the falloff") {
    CHECK(radius(plain_band(Falloff::linear), 0.0, 265.0) == Approx(5.0));
    CHECK(radius(plain_band(Falloff::linear), 0.0, 290.0) == Approx(10.0));
    CHECK(radius(plain_band(Falloff::quadratic), 0.0, 265.0) == Approx(1.25));
    CHECK(radius(plain_band(Falloff::quadratic), 0.0, 110.0) == Approx(5.0));
    CHECK(radius(plain_band(Falloff::smooth), 0.0, 265.0) == Approx(20.0 * 0.15625));
    CHECK(radius(plain_band(Falloff::smooth), 0.0, 110.0) == Approx(10.0));
}

TEST_CASE("no falloff is a hard step at the band's edge") {
    TiltShiftOptions options = plain_band();
    options.falloff_distance = 0.0f;
    options.band_width = 0.25f;
    CHECK(radius(options, 0.0, 250.0) == 0.0);
    CHECK(radius(options, 0.0, 250.001) == Approx(20.0));
    options.band_width = 0.0f;
    CHECK(radius(options, 0.0, 200.0) == 0.0);
    CHECK(radius(options, 0.0, 200.001) == Approx(20.0));
}

TEST_CASE("the angle turns the band clockwise on the picture") {
    TiltShiftOptions options = plain_band();
    options.angle_deg = 30.0f;
    const double along_x = std::cos(std::numbers::pi / 6.0);
    const double along_y = std::sin(std::numbers::pi / 6.0);
    for (const double distance : {-180.0, -50.0, 0.0, 180.0}) {
        const double x = 400.0 + distance * along_x;
        const double y = 200.0 + distance * along_y;
        CHECK(radius(options, x, y) == 0.0);
        CHECK(radius(options, x - 150.0 * along_y, y + 150.0 * along_x) == Approx(20.0));
        CHECK(radius(options, x + 90.0 * along_y, y - 90.0 * along_x) == Approx(10.0));
    }
    options.angle_deg = 90.0f;
    CHECK(radius(options, 400.0, 0.0) == 0.0);
    CHECK(radius(options, 0.0, 200.0) == Approx(20.0));
    options.angle_deg = 180.0f + 30.0f;
    CHECK(radius(options, 400.0 + 180.0 * along_x, 200.0 + 180.0 * along_y) == 0.0);
}

TEST_CASE("the centre is a fraction of width and height") {
    TiltShiftOptions options = plain_band();
    options.center_y = 0.25f;
    CHECK(radius(options, 0.0, 100.0) == 0.0);
    CHECK(radius(options, 0.0, 300.0) == Approx(20.0));
    options.angle_deg = 90.0f;
    options.center_x = 0.75f;
    CHECK(radius(options, 600.0, 0.0) == 0.0);
    CHECK(radius(options, 400.0, 0.0) == Approx(20.0));
}

TEST_CASE("the look does not depend on the resolution") {
    TiltShiftOptions options = plain_band();
    options.angle_deg = -20.0f;
    for (const double y : {10.0, 120.0, 270.0, 390.0}) {
        const double doubled =
            effect_map_at(options, 2.0 * 77.0, 2.0 * y, 2 * picture_width, 2 * picture_height).parameters.x;
        CHECK(doubled == Approx(2.0 * radius(options, 77.0, y)));
    }
}

TEST_CASE("the map is the radius at pixel centres, in x") {
    TiltShiftOptions options = plain_band();
    options.angle_deg = 17.0f;
    const ParameterMap map = effect_map(options, 33, 21);
    REQUIRE(map.values.size() == 33u * 21u);
    for (int y = 0; y < 21; ++y) {
        for (int x = 0; x < 33; ++x) {
            CHECK(map.at(x, y).x == effect_map_at(options, x + 0.5, y + 0.5, 33, 21).parameters.x);
            CHECK(map.at(x, y).y == 0.0);
        }
    }
}

TEST_CASE("options are clamped into their ranges") {
    TiltShiftOptions options;
    options.center_x = -7.0f;
    options.center_y = test::infinity;
    options.band_width = -0.1f;
    options.falloff_distance = 5.0f;
    options.max_radius = 0.3f;
    options.angle_deg = 1000.0f;
    const Result<TiltShiftOptions> result = clamped(options);
    REQUIRE(result);
    CHECK(result->center_x == -1.0f);
    CHECK(result->center_y == 2.0f);
    CHECK(result->band_width == 0.0f);
    CHECK(result->falloff_distance == 4.0f);
    CHECK(result->max_radius == 0.25f);
    CHECK(result->angle_deg == 1000.0f);
    CHECK(radius(options, 0.0, 0.0) == radius(*result, 0.0, 0.0));
}

TEST_CASE("options that are no number are errors by name") {
    const auto complaint_with = [](float TiltShiftOptions::*option, float value) {
        TiltShiftOptions options;
        options.*option = value;
        return complaint_about(options);
    };
    CHECK(complaint_about({}) == "fine");
    CHECK(complaint_with(&TiltShiftOptions::center_x, test::not_a_number) == "center_x is not a number");
    CHECK(complaint_with(&TiltShiftOptions::center_y, test::not_a_number) == "center_y is not a number");
    CHECK(complaint_with(&TiltShiftOptions::angle_deg, test::not_a_number) ==
          "angle_deg is not a finite number");
    CHECK(complaint_with(&TiltShiftOptions::angle_deg, test::infinity) == "angle_deg is not a finite number");
    CHECK(complaint_with(&TiltShiftOptions::band_width, test::not_a_number) == "band_width is not a number");
    CHECK(complaint_with(&TiltShiftOptions::falloff_distance, test::not_a_number) ==
          "falloff_distance is not a number");
    CHECK(complaint_with(&TiltShiftOptions::max_radius, test::not_a_number) == "max_radius is not a number");
    TiltShiftOptions options;
    options.falloff = Falloff{3};
    CHECK(complaint_about(options) == "falloff: unknown curve 3");
}
