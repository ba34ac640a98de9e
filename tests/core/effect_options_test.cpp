// Options of the effects: ranges, names of what is refused, and what their maps mean.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string>

#include "bad_numbers.h"
#include "reference/effect_maps.h"
#include "tapestry/cats_eye_options.h"
#include "tapestry/directional_motion_blur_options.h"
#include "tapestry/grade.h"
#include "tapestry/lens_psf_options.h"
#include "tapestry/radial_motion_blur_options.h"
#include "tapestry/rotational_bokeh_options.h"
#include "tapestry/tilt_shift_options.h"
#include "tapestry/uniform_blur_options.h"

using namespace tapestry;
using doctest::Approx;

namespace {

constexpr int width = 800;
constexpr int height = 600;  // half a diagonal is 500 px

template <class Options>
struct Range {
    const char* name;
    float Options::*option;
    float least, most;
};

template <class Options>
void check_ranges(std::initializer_list<Range<Options>> ranges) {
    for (const Range<Options>& range : ranges) {
        INFO(range.name);
        const auto clamped_value = [&](float value) {
            Options options;
            options.*range.option = value;
            const Result<Options> result = clamped(options);
            REQUIRE(result);
            return (*result).*range.option;
        };
        for (const float below : {range.least - 1.0f, -test::infinity, -1e30f})
            CHECK(clamped_value(below) == range.least);
        for (const float above : {range.most + 1.0f, test::infinity, 1e30f})
            CHECK(clamped_value(above) == range.most);
        for (const float inside : {range.least, 0.5f * (range.least + range.most), range.most})
            CHECK(clamped_value(inside) == inside);
        Options options;
        options.*range.option = test::not_a_number;
        const Result<Options> result = clamped(options);
        REQUIRE(!result);
        CHECK(result.error().message == std::string(range.name) + " is not a number");
    }
}

#define RANGE(options, name, least, most)  \
    Range<options> {                       \
#name, &options::name, least, most \
    }

}  // namespace

TEST_CASE("every option is clamped into its documented range, and NaN is refused by its name") {
    check_ranges({RANGE(RotationalBokehOptions, center_x, -1.0f, 2.0f),
                  RANGE(RotationalBokehOptions, center_y, -1.0f, 2.0f),
                  RANGE(RotationalBokehOptions, max_radius, 0.0f, 0.25f),
                  RANGE(RotationalBokehOptions, growth, 0.25f, 4.0f)});
    check_ranges({RANGE(RadialMotionBlurOptions, center_x, -1.0f, 2.0f),
                  RANGE(RadialMotionBlurOptions, center_y, -1.0f, 2.0f),
                  RANGE(RadialMotionBlurOptions, amount, 0.0f, 1.0f),
                  RANGE(RadialMotionBlurOptions, max_length, 0.0f, 0.5f)});
    check_ranges({RANGE(DirectionalMotionBlurOptions, shutter, 0.0f, 4.0f),
                  RANGE(DirectionalMotionBlurOptions, added_x, -10.0f, 10.0f),
                  RANGE(DirectionalMotionBlurOptions, added_y, -10.0f, 10.0f),
                  RANGE(DirectionalMotionBlurOptions, max_length, 0.0f, 0.5f)});
    check_ranges({RANGE(CatsEyeOptions, center_x, -1.0f, 2.0f), RANGE(CatsEyeOptions, center_y, -1.0f, 2.0f),
                  RANGE(CatsEyeOptions, radius, 0.0f, 0.25f), RANGE(CatsEyeOptions, vignette, 0.0f, 0.9f),
                  RANGE(CatsEyeOptions, growth, 0.25f, 4.0f), RANGE(CatsEyeOptions, aspect, 0.25f, 4.0f)});
    check_ranges({RANGE(LensPsfOptions, center_x, -1.0f, 2.0f), RANGE(LensPsfOptions, center_y, -1.0f, 2.0f),
                  RANGE(LensPsfOptions, size, 0.0f, 4.0f), RANGE(LensPsfOptions, strength_waves, 0.0f, 2.0f),
                  RANGE(LensPsfOptions, growth, 0.25f, 4.0f)});
    check_ranges(
        {RANGE(TiltShiftOptions, ellipse_length, 0.0f, 4.0f), RANGE(TiltShiftOptions, aspect, 0.25f, 4.0f)});
    check_ranges({RANGE(Grade, saturation, 0.0f, 4.0f), RANGE(Grade, contrast, 0.25f, 4.0f)});
}

TEST_CASE("options that are none of an enumeration, or angles that are infinite, are refused by name") {
    RadialMotionBlurOptions radial;
    radial.motion = static_cast<RadialMotion>(2);
    CHECK(clamped(radial).error().message == "motion: 2 is not a RadialMotion");
    TiltShiftOptions tilt;
    tilt.shape = static_cast<SharpShape>(-1);
    CHECK(clamped(tilt).error().message == "shape: -1 is not a SharpShape");
    tilt = {};
    tilt.grade.contrast = test::not_a_number;
    CHECK(clamped(tilt).error().message == "grade: contrast is not a number");
    LensPsfOptions lens;
    lens.turn_deg = test::infinity;
    CHECK(clamped(lens).error().message == "turn_deg is not a finite number");
    UniformBlurOptions blur;
    blur.unit = static_cast<SigmaUnit>(9);
    CHECK(clamped(blur, height).error().message == "unit: 9 is not a SigmaUnit");
    blur = {};
    blur.sigma = test::not_a_number;
    CHECK(clamped(blur, height).error().message == "sigma is not a number");
}

TEST_CASE("a sigma is pixels or a share of the height, and a tenth of it at most") {
    UniformBlurOptions blur;
    blur.sigma = 5.0f;
    CHECK(clamped(blur, height)->sigma == 5.0f);
    blur = {0.01f, SigmaUnit::picture_heights};
    CHECK(clamped(blur, height)->sigma == Approx(6.0));
    blur.sigma = 1.0f;
    CHECK(clamped(blur, height)->sigma == Approx(60.0));
    blur = {test::infinity, SigmaUnit::pixels};
    CHECK(clamped(blur, height)->sigma == Approx(60.0));
    blur.sigma = -1.0f;
    CHECK(clamped(blur, height)->sigma == 0.0f);
}

TEST_CASE("the swirl's ellipses are long along the circle, and grow to the corners") {
    RotationalBokehOptions options;
    options.max_radius = 0.04f;
    const auto at = [&](double x, double y) {
        return effect_map_at(options, x, y, width, height).parameters;
    };
    CHECK(at(400.0, 300.0).x == 0.0);
    CHECK(at(650.0, 300.0).x == Approx(12.0));
    CHECK(at(650.0, 300.0).y == Approx(90.0));
    CHECK(at(400.0, 100.0).y == Approx(0.0));
    CHECK(at(800.0, 600.0).x == Approx(24.0));
    // Down right of the centre the ray falls to the right, so the circle rises.
    CHECK(at(500.0, 400.0).y == Approx(135.0));
    options.growth = 2.0f;
    CHECK(at(650.0, 300.0).x == Approx(6.0));
}

TEST_CASE("zoom runs along the rays, spin along the circles") {
    RadialMotionBlurOptions options;
    options.amount = 0.2f;
    options.max_length = 0.1f;
    const auto at = [&](double x, double y) {
        return effect_map_at(options, x, y, width, height).parameters;
    };
    CHECK(at(400.0, 300.0).x == 0.0);
    CHECK(at(500.0, 300.0).x == Approx(20.0));
    CHECK(at(500.0, 300.0).y == Approx(0.0));
    CHECK(at(300.0, 300.0).y == Approx(0.0));
    CHECK(at(400.0, 400.0).y == Approx(90.0));
    CHECK(at(800.0, 600.0).x == Approx(60.0));
    options.motion = RadialMotion::spin;
    CHECK(at(500.0, 300.0).y == Approx(90.0));
    CHECK(at(400.0, 400.0).y == Approx(0.0));
}

TEST_CASE("velocities are lines as long as the shutter is open") {
    DirectionalMotionBlurOptions options;
    const auto of = [&](double x, double y) {
        return directional_motion_line(options, {x, y}, width, height);
    };
    CHECK(of(20.0, 0.0) == glm::dvec2(10.0, 0.0));
    CHECK(of(0.0, 20.0).y == Approx(90.0));
    CHECK(of(-20.0, -20.0).y == Approx(45.0));
    CHECK(of(0.9, 0.0) == glm::dvec2(0.0));
    CHECK(of(1e6, 0.0).x == Approx(60.0));
    CHECK(of(std::nan(""), 5.0) == glm::dvec2(0.0));
    options.added_x = 0.05f;
    CHECK(of(0.0, 0.0).x == Approx(20.0));
    CHECK(of(-40.0, 0.0).x == Approx(0.0));
}

TEST_CASE("what the lens does grows to the corners and turns with the direction from the centre") {
    CatsEyeOptions eye;
    eye.growth = 1.0f;
    CHECK(effect_map_at(eye, 400.0, 300.0, width, height).parameters.y == 0.0);
    CHECK(effect_map_at(eye, 800.0, 600.0, width, height).parameters.y == Approx(0.5));
    CHECK(effect_map_at(eye, 800.0, 300.0, width, height).turn_deg == Approx(0.0));
    CHECK(effect_map_at(eye, 400.0, 0.0, width, height).turn_deg == Approx(-90.0));
    CHECK(effect_map_at(eye, 0.0, 0.0, width, height).parameters.x == Approx(18.0));
    LensPsfOptions lens;
    lens.turn_deg = 10.0f;
    CHECK(effect_map_at(lens, 650.0, 300.0, width, height).parameters.x == Approx(0.2));
    CHECK(effect_map_at(lens, 400.0, 600.0, width, height).turn_deg == Approx(100.0));
    CHECK(lens_psf_scale(lens, 540) == Approx(0.5));
}

TEST_CASE("tilt-shift may keep an ellipse sharp") {
    TiltShiftOptions options;
    options.shape = SharpShape::ellipse;
    options.band_width = 0.2f;      // half of it is 60 px
    options.ellipse_length = 0.4f;  // 120 px
    options.falloff_distance = 0.1f;
    options.falloff = Falloff::linear;
    options.max_radius = 0.02f;
    const auto at = [&](double x, double y) {
        return effect_map_at(options, x, y, width, height).parameters.x;
    };
    CHECK(at(400.0, 300.0) == 0.0);
    CHECK(at(519.0, 300.0) == 0.0);
    CHECK(at(400.0, 359.0) == 0.0);
    CHECK(at(550.0, 300.0) == Approx(6.0));
    CHECK(at(400.0, 390.0) == Approx(6.0));
    CHECK(at(600.0, 300.0) == Approx(12.0));
    options.angle_deg = 90.0f;
    CHECK(at(400.0, 419.0) == 0.0);
    CHECK(at(490.0, 300.0) == Approx(6.0));
    options.band_width = 0.0f;
    CHECK(std::isfinite(at(400.0, 300.0)));
    CHECK(at(430.0, 300.0) == Approx(6.0));
}

TEST_CASE("a grade keeps black, grey and alpha, and neutral ones keep everything") {
    const glm::dvec4 light(0.3, 0.1, 0.05, 0.5);
    CHECK(graded(light, {}) == light);
    CHECK(graded(glm::dvec4(0.0, 0.0, 0.0, 1.0), {2.0f, 2.0f}) == glm::dvec4(0.0, 0.0, 0.0, 1.0));
    CHECK(graded(glm::dvec4(1.0, 1.0, 1.0, 0.0), {2.0f, 2.0f}) == glm::dvec4(1.0, 1.0, 1.0, 0.0));
    const glm::dvec4 grey = graded(glm::dvec4(0.18, 0.18, 0.18, 1.0), {2.0f, 3.0f});
    CHECK(grey.r == Approx(0.18));
    CHECK(grey.b == Approx(0.18));
    const glm::dvec4 without_color = graded(light, {0.0f, 1.0f});
    CHECK(without_color.r == Approx(without_color.g));
    CHECK(without_color.g == Approx(0.2126 * 0.3 + 0.7152 * 0.1 + 0.0722 * 0.05));
    CHECK(without_color.a == 0.5);
    CHECK(graded(light, {4.0f, 1.0f}).b == 0.0);
}
