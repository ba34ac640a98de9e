// Hard steps of a map, from sharp to blurred: no ghosts of what is sharp among what is blurred.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>

#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/effect_maps.h"
#include "reference/filters.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

constexpr int steps_width = 120;
constexpr int steps_height = 100;
constexpr double steps_radius_px = 12.0;

struct StepsFixture : GlFixture {
    std::mt19937 random{test_seed()};
    Image source = value_noise(random, steps_width, steps_height, 3, 1.0);
    TapTable table = *read_table(TAPESTRY_ASSETS "/tables/disk_0-24_16x3_flat.tap");
    EffectFrame frame = make_frame();

    EffectFrame make_frame() {
        EffectFrame made;
        made.source = {upload(*this, GL_RGBA32F, source, Row0::top), Encoding::linear, Alpha::premultiplied};
        made.target = {make_texture(*this, GL_RGBA32F, steps_width, steps_height), Encoding::linear,
                       Alpha::premultiplied};
        made.row0 = Row0::top;
        made.precision = WorkPrecision::single;
        return made;
    }

    TiltShift effect() {
        auto made = TiltShift::create(device, table);
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }

    Image result() { return download(*this, frame.target.texture, steps_width, steps_height, Row0::top); }

    void check(const Image& got, const ParameterMap& map) {
        check(got, map,
              filter_cascade(source, table,
                             ParameterMap(steps_width, steps_height, glm::dvec2(steps_radius_px))));
    }

    /// Sharp pixels must have the source's bits, and blurred ones be as if everything were blurred alike.
    void check(const Image& got, const ParameterMap& map, const Image& blurred) {
        int sharp = 0;
        double worst = 0.0;
        for (int y = 0; y < steps_height; ++y)
            for (int x = 0; x < steps_width; ++x) {
                if (map.at(x, y).x == 0.0) {
                    ++sharp;
                    CHECK(got.at(x, y) == source.at(x, y));
                } else {
                    worst = std::max(worst, std::abs(got.at(x, y).r - blurred.at(x, y).r));
                }
            }
        CHECK(sharp > 100);
        CHECK(sharp < steps_width * steps_height - 100);
        // A step that is not filled leaves differences of some 0.05 beside it. Positions round to 1e-4 px, of
        // a contrast of 1/3 a px and layer, and radii to 1e-5.
        CHECK(worst < 3e-4);
        MESSAGE("largest difference " << worst);
    }
};

}  // namespace

TEST_CASE_FIXTURE(StepsFixture, "a band without a falloff leaves no ghosts") {
    TiltShiftOptions options;
    options.band_width = 0.35f;
    options.falloff_distance = 0.0f;
    options.angle_deg = 30.0f;
    options.max_radius = static_cast<float>(steps_radius_px / steps_height);
    REQUIRE(effect().apply(frame, options));
    check(result(), effect_map(options, steps_width, steps_height));
}

TEST_CASE_FIXTURE(StepsFixture,
                  "what moves over what does not leaves no ghosts, by an axis of angles and turned") {
    ParameterMap velocities(steps_width, steps_height);
    for (int y = 30; y < 75; ++y)
        for (int x = 40; x < 80; ++x) velocities.at(x, y) = {14.0, -9.0};
    const GLuint texture = upload(*this, GL_RG32F, velocities, Row0::top);
    DirectionalMotionBlurOptions options;
    const glm::dvec2 line =
        directional_motion_line(options, velocities.at(50, 50), steps_width, steps_height);
    const ParameterMap turns(steps_width, steps_height, glm::dvec2(line.y, 0.0));
    for (const char* const name : {"line_0-48_32x4_photo.tap", "line-turned_0-48_12x2_photo.tap"}) {
        INFO(std::string(name));
        table = *read_table(std::filesystem::path(TAPESTRY_ASSETS "/tables") / name);
        auto motion = DirectionalMotionBlur::create(device, table);
        REQUIRE(motion);
        REQUIRE(motion->apply(frame, texture, options));
        CascadeOptions cascade;
        if (table.axes.size() == 1) cascade.turns = &turns;
        check(result(), effect_map(options, velocities),
              filter_cascade(source, table, ParameterMap(steps_width, steps_height, line), cascade));
    }
}

}  // namespace tapestry::test
