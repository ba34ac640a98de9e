// One aspect in all effects: it multiplies the kernel's width on the picture, however that is turned, and
// leaves its height.
#include <doctest/doctest.h>

#include <cmath>

#include "effect_subjects.h"
#include "filter_runs.h"
#include "pictures.h"
#include "tapestry/cats_eye.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"
#include "tapestry/uniform_blur.h"

namespace tapestry::test {
namespace {

constexpr int aspect_side = 128;

/// Standard deviation across and down of a picture's light, in pixels.
glm::dvec2 spread_in(const Image& image) {
    double light = 0.0;
    glm::dvec2 sum(0.0), squares(0.0);
    for (int y = 0; y < aspect_side; ++y)
        for (int x = 0; x < aspect_side; ++x) {
            const double value = image.at(x, y).g;
            light += value;
            sum += value * glm::dvec2(x, y);
            squares += value * glm::dvec2(x * x, y * y);
        }
    const glm::dvec2 middle = sum / light;
    const glm::dvec2 variance = squares / light - middle * middle;
    return {std::sqrt(variance.x), std::sqrt(variance.y)};
}

struct AspectFixture : EffectFixture {
    TapTable shipped(const std::string& name) {
        auto table = read_table(TAPESTRY_ASSETS "/tables/" + name + ".tap");
        if (!table) FAIL(table.error().message);
        return std::move(*table);
    }

    /// What becomes of a block of light, 3 px wide, in the middle of black.
    template <class Apply>
    glm::dvec2 spread(const Apply& apply) {
        Image point(aspect_side, aspect_side, glm::dvec4(0.0, 0.0, 0.0, 1.0));
        for (int y = -1; y <= 1; ++y)
            for (int x = -1; x <= 1; ++x)
                point.at(aspect_side / 2 + x, aspect_side / 2 + y) = glm::dvec4(1.0);
        EffectFrame frame;
        frame.source.texture = upload(*this, GL_RGBA16F, point, Row0::top);
        frame.target.texture = make_texture(*this, GL_RGBA16F, aspect_side, aspect_side);
        frame.row0 = Row0::top;
        if (Result<void> status = apply(frame); !status) FAIL(status.error().message);
        return spread_in(download(*this, frame.target.texture, aspect_side, aspect_side, Row0::top));
    }

    /// `apply` takes a frame and an aspect.
    template <class Apply>
    void check(const char* name, const Apply& apply) {
        const glm::dvec2 plain = spread([&](const EffectFrame& frame) { return apply(frame, 1.0f); });
        for (const float aspect : {0.5f, 2.0f, 0.25f, 4.0f}) {
            const glm::dvec2 got = spread([&](const EffectFrame& frame) { return apply(frame, aspect); });
            INFO(name << ", aspect " << aspect << ": " << plain.x << " x " << plain.y << " px become "
                      << got.x << " x " << got.y);
            // What keeps its width: bilinear reads, up to 1/4 px^2 in each of four layers, and the block of
            // light.
            const double kept_px2 = 4.0 * 0.25 + 2.0 / 3.0;
            const double plain_px2 = plain.x * plain.x, aspect_2 = aspect * aspect;
            CHECK(got.x >= 0.99 * std::sqrt(aspect_2 * (plain_px2 - kept_px2)));
            CHECK(got.x <= 1.01 * std::sqrt(aspect_2 * plain_px2 + kept_px2));
            CHECK(got.y == doctest::Approx(plain.y).epsilon(0.02));
        }
    }
};

}  // namespace

TEST_CASE_FIXTURE(AspectFixture, "aspect means the same in every effect") {
    const TapTable disks = shipped("disk_0-24_24x4_flat");
    for (const float turn_deg : {0.0f, 90.0f}) {
        SparseFilter filter = make_filter(device, shipped("ellipse-turned_0-24_16x3_photo"));
        check(turn_deg == 0.0f ? "filter" : "filter, turned", [&](const EffectFrame& frame, float aspect) {
            SparseFilterFrame filtered;
            filtered.source = frame.source;
            filtered.target = frame.target;
            filtered.row0 = frame.row0;
            filtered.parameter[0] = 12.0f;
            filtered.turn_deg = turn_deg;
            filtered.aspect = aspect;
            return filter.apply(filtered);
        });
    }
    check("uniform blur", [effect = made<UniformBlur>(shipped("gaussian_0-11_12x4_photo"))](
                              const EffectFrame& frame, float aspect) {
        return effect->apply(frame, {5.0f, SigmaUnit::pixels, aspect});
    });
    check("tilt-shift", [effect = made<TiltShift>(disks)](const EffectFrame& frame, float aspect) {
        TiltShiftOptions options;
        options.center_y = -1.0f;
        options.falloff_distance = 0.0f;
        options.max_radius = 12.0f / aspect_side;
        options.aspect = aspect;
        return effect->apply(frame, options);
    });
    check("cat's eye", [effect = made<CatsEyeBokeh>(shipped("catseye_0-24_16x3_flat"))](
                           const EffectFrame& frame, float aspect) {
        CatsEyeOptions options;
        options.vignette = 0.0f;
        options.radius = 12.0f / aspect_side;
        options.aspect = aspect;
        return effect->apply(frame, options);
    });
}

}  // namespace tapestry::test
