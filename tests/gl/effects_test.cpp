// What every effect promises, for each of them: the cascade over its map, bits that stay, masks, regions,
// views.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <functional>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "sampler_precision.h"
#include "tapestry/cats_eye.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/lens_psf.h"
#include "tapestry/radial_motion_blur.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/tilt_shift.h"
#include "tapestry/uniform_blur.h"
#include "tolerances.h"

namespace tapestry::test {
namespace {

constexpr int width = 100;
constexpr int height = 60;

Axis size_axis(const char* name) {
    return {name, "px", {0.0f, 2.0f, 5.0f, 9.0f}, 0.0f, Beyond::scale};
}

Axis line_angle_axis() {
    return {"angle_deg", "deg", {0.0f, 60.0f, 120.0f, 180.0f}, 180.0f, Beyond::clamp};
}

TapTable table_of(std::vector<Axis> axes, std::mt19937& random) {
    RandomTableShape shape;
    shape.layer_taps = {4, 9};
    shape.axes = std::move(axes);
    TapTable table = random_table(shape, random);
    table.turnable = true;
    return table;
}

// The cascade over a map of sizes and angles, by a table of both or by one of sizes that is turned.
Image filtered(const Image& from, const TapTable& table, const ParameterMap& map, Resolution resolution) {
    CascadeOptions cascade;
    cascade.resolution = resolution;
    ParameterMap turns = map;
    for (glm::dvec2& value : turns.values) value = {value.y, 0.0};
    if (table.axes.size() == 1) cascade.turns = &turns;
    return filter_cascade(from, table, map, cascade);
}

/// An effect at a strength, 0 or 1, and what the reference must be asked for to give the same.
struct Subject {
    std::string name;
    TapTable table;
    std::function<Status(const EffectFrame&, float strength)> apply;
    /// Parameters, turns and options at strength 1.
    std::function<Image(const Image& source, Resolution)> expected;
};

struct EffectsFixture : GlFixture {
    std::mt19937 random{test_seed()};
    Image source = value_noise(random, width, height, 16, 1.0);
    std::vector<Subject> subjects;

    EffectsFixture() {
        add_tilt_shift();
        for (const bool turned : {false, true}) {
            add_swirl_and_zoom(turned);
            add_directional(turned);
        }
        add_lenses();
        add_uniform();
    }

    template <class Effect>
    std::shared_ptr<Effect> made(const TapTable& table) {
        auto effect = Effect::create(device, table);
        if (!effect) FAIL(effect.error().message);
        return std::make_shared<Effect>(std::move(*effect));
    }

    void add_tilt_shift() {
        const TapTable table = table_of({size_axis("radius_px")}, random);
        TiltShiftOptions options;
        options.shape = SharpShape::ellipse;
        options.angle_deg = 25.0f;
        options.max_radius = 0.1f;
        options.squeeze = 0.5f;
        subjects.push_back({"tilt-shift", table,
                            [=, effect = made<TiltShift>(table)](const EffectFrame& frame, float strength) {
                                TiltShiftOptions scaled = options;
                                scaled.max_radius *= strength;
                                return effect->apply(frame, scaled);
                            },
                            [=](const Image& from, Resolution resolution) {
                                CascadeOptions cascade;
                                cascade.resolution = resolution;
                                cascade.squeeze = 0.5;
                                return filter_cascade(from, table, tilt_shift_map(options, width, height),
                                                      cascade);
                            }});
    }

    TapTable size_and_angle(const char* size, bool turned) {
        std::vector<Axis> axes = {size_axis(size)};
        if (!turned) axes.push_back(line_angle_axis());
        return table_of(std::move(axes), random);
    }

    void add_swirl_and_zoom(bool turned) {
        const TapTable ellipses = size_and_angle("radius_px", turned);
        const std::string how = turned ? ", turned" : "";
        RotationalBokehOptions swirl;
        swirl.max_radius = 0.1f;
        subjects.push_back(
            {"rotational bokeh" + how, ellipses,
             [=, effect = made<RotationalBokeh>(ellipses)](const EffectFrame& frame, float strength) {
                 RotationalBokehOptions scaled = swirl;
                 scaled.max_radius *= strength;
                 return effect->apply(frame, scaled);
             },
             [=](const Image& from, Resolution resolution) {
                 return filtered(from, ellipses, rotational_bokeh_map(swirl, width, height), resolution);
             }});
        const TapTable lines = size_and_angle("length_px", turned);
        RadialMotionBlurOptions zoom;
        zoom.center_x = 0.3f;
        zoom.motion = RadialMotion::spin;
        subjects.push_back(
            {"radial motion" + how, lines,
             [=, effect = made<RadialMotionBlur>(lines)](const EffectFrame& frame, float strength) {
                 RadialMotionBlurOptions scaled = zoom;
                 scaled.amount *= strength;
                 return effect->apply(frame, scaled);
             },
             [=](const Image& from, Resolution resolution) {
                 return filtered(from, lines, radial_motion_map(zoom, width, height), resolution);
             }});
    }

    void add_directional(bool turned) {
        const TapTable lines = size_and_angle("length_px", turned);
        ParameterMap velocities(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) velocities.at(x, y) = {0.125 * x, 0.25 * y + 3.0};
        const GLuint top = upload(*this, GL_RG32F, velocities, Row0::top);
        const GLuint bottom = upload(*this, GL_RG32F, velocities, Row0::bottom);
        subjects.push_back(
            {turned ? "directional motion, turned" : "directional motion", lines,
             [=, effect = made<DirectionalMotionBlur>(lines)](const EffectFrame& frame, float strength) {
                 DirectionalMotionBlurOptions options;
                 options.shutter *= strength;
                 return effect->apply(frame, frame.row0 == Row0::top ? top : bottom, options);
             },
             [=](const Image& from, Resolution resolution) {
                 return filtered(from, lines, directional_motion_map({}, velocities), resolution);
             }});
    }

    void add_lenses() {
        const TapTable eyes =
            table_of({size_axis("radius_px"), {"vignette", "", {0.0f, 0.3f, 0.6f}}}, random);
        subjects.push_back({"cat's-eye", eyes,
                            [effect = made<CatsEyeBokeh>(eyes)](const EffectFrame& frame, float strength) {
                                CatsEyeOptions options;
                                options.radius = 0.1f * strength;
                                return effect->apply(frame, options);
                            },
                            [=](const Image& from, Resolution resolution) {
                                CatsEyeOptions options;
                                options.radius = 0.1f;
                                ParameterMap map(width, height), turns(width, height);
                                for (int y = 0; y < height; ++y)
                                    for (int x = 0; x < width; ++x) {
                                        const CatsEye eye =
                                            cats_eye_at(options, x + 0.5, y + 0.5, width, height);
                                        map.at(x, y) = {eye.radius_px, eye.vignette};
                                        turns.at(x, y).x = eye.turn_deg;
                                    }
                                CascadeOptions cascade;
                                cascade.resolution = resolution;
                                cascade.turns = &turns;
                                return filter_cascade(from, eyes, map, cascade);
                            }});
        const TapTable lens = table_of({{"strength_waves", "waves", {0.0f, 0.2f, 0.4f}}}, random);
        subjects.push_back({"lens", lens,
                            [effect = made<LensPsf>(lens)](const EffectFrame& frame, float strength) {
                                LensPsfOptions options;
                                options.size = 4.0f * strength;
                                return effect->apply(frame, options);
                            },
                            [=](const Image& from, Resolution resolution) {
                                LensPsfOptions options;
                                options.size = 4.0f;
                                ParameterMap map(width, height), turns(width, height);
                                for (int y = 0; y < height; ++y)
                                    for (int x = 0; x < width; ++x) {
                                        const LensPsfPoint point =
                                            lens_psf_at(options, x + 0.5, y + 0.5, width, height);
                                        map.at(x, y).x = point.strength_waves;
                                        turns.at(x, y).x = point.turn_deg;
                                    }
                                CascadeOptions cascade;
                                cascade.resolution = resolution;
                                cascade.turns = &turns;
                                cascade.offset_scale = lens_psf_scale(options, height);
                                return filter_cascade(from, lens, map, cascade);
                            }});
    }

    void add_uniform() {
        const TapTable table = table_of({size_axis("sigma_px")}, random);
        subjects.push_back({"uniform", table,
                            [effect = made<UniformBlur>(table)](const EffectFrame& frame, float strength) {
                                UniformBlurOptions options;
                                options.sigma = 4.0f * strength;
                                return effect->apply(frame, options);
                            },
                            [=](const Image& from, Resolution resolution) {
                                const GaussianSetting setting = gaussian_setting(table, 4.0, resolution);
                                CascadeOptions cascade;
                                cascade.resolution = setting.resolution;
                                return filter_cascade(
                                    from, table, ParameterMap(width, height, glm::dvec2(setting.parameter)),
                                    cascade);
                            }});
    }

    /// From float noise to floats.
    EffectFrame float_frame(Row0 row0) {
        EffectFrame frame;
        frame.source = {upload(*this, GL_RGBA32F, source, row0), Encoding::linear, Alpha::premultiplied};
        frame.target = {make_texture(*this, GL_RGBA32F, width, height), Encoding::linear,
                        Alpha::premultiplied};
        frame.row0 = row0;
        frame.precision = WorkPrecision::single;
        return frame;
    }

    Image applied(const Subject& subject, const EffectFrame& frame, float strength = 1.0f) {
        if (Status status = subject.apply(frame, strength); !status) FAIL(status.error().message);
        return download(*this, frame.target.texture, width, height, frame.row0);
    }
};

}  // namespace

TEST_CASE_FIXTURE(EffectsFixture, "every effect is the cascade over its map") {
    const double fraction_error = sampler_fraction_error(*this);
    for (const Subject& subject : subjects) {
        for (const Resolution resolution : {Resolution::full, Resolution::half}) {
            INFO(subject.name << ", resolution " << static_cast<int>(resolution));
            const Image expected = subject.expected(source, resolution);
            CHECK(largest_difference(expected, source) > 0.01);
            for (const Row0 row0 : {Row0::bottom, Row0::top}) {
                // Angles of reduced pixels are those of the texture's first row of each, not the picture's.
                if (resolution != Resolution::full && row0 == Row0::bottom) continue;
                EffectFrame frame = float_frame(row0);
                frame.resolution = resolution;
                // Maps are computed in floats: parameters to 1e-4 of their largest number and angles to
                // 0.01 degrees move offsets of up to 20 px by 1e-2 px, of 1/16 contrast a px.
                CHECK(largest_difference(applied(subject, frame), expected) <=
                      float_tolerance(subject.table, fraction_error) + 2.0 * 1e-2 / 16.0);
            }
        }
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "a motion that all pixels share needs no texture") {
    const double fraction_error = sampler_fraction_error(*this);
    DirectionalMotionBlurOptions options;
    options.added_x = 0.1f;
    options.added_y = -0.07f;
    const ParameterMap still(width, height);
    for (const bool turned : {false, true}) {
        INFO("turned " << turned);
        const TapTable lines = size_and_angle("length_px", turned);
        const auto effect = made<DirectionalMotionBlur>(lines);
        const EffectFrame frame = float_frame(Row0::bottom);
        REQUIRE(effect->apply(frame, 0, options));
        const Image expected =
            filtered(source, lines, directional_motion_map(options, still), Resolution::full);
        CHECK(largest_difference(download(*this, frame.target.texture, width, height, frame.row0),
                                 expected) <= float_tolerance(lines, fraction_error) + 2.0 * 1e-2 / 16.0);
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "strength 0 is the source's bits, at every resolution") {
    std::vector<std::uint8_t> bytes(width * height * 4);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    for (const Alpha alpha : {Alpha::straight, Alpha::premultiplied}) {
        EffectFrame frame;
        frame.source = {upload_bytes(*this, GL_RGBA8, width, height, bytes), Encoding::srgb, alpha};
        frame.target = {make_texture(*this, GL_RGBA8, width, height), Encoding::srgb, alpha};
        for (const Subject& subject : subjects) {
            for (const Resolution resolution : {Resolution::full, Resolution::half, Resolution::quarter}) {
                INFO(subject.name << ", resolution " << static_cast<int>(resolution));
                frame.resolution = resolution;
                REQUIRE(subject.apply(frame, 0.0f));
                CHECK(download_bytes(*this, frame.target.texture, width, height) == bytes);
            }
        }
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "a mask keeps the source's bits, and changes nothing else") {
    ParameterMap mask(width, height);
    for (int y = 15; y < 35; ++y)
        for (int x = 20; x < 70; ++x) mask.at(x, y).x = x < 40 ? 1.0 : 0.5;
    mask.at(60, 30).x = std::numeric_limits<double>::quiet_NaN();
    for (const Subject& subject : subjects) {
        for (const Resolution resolution : {Resolution::full, Resolution::half}) {
            INFO(subject.name << ", resolution " << static_cast<int>(resolution));
            EffectFrame frame = float_frame(Row0::bottom);
            frame.resolution = resolution;
            const Image filtered = applied(subject, frame);
            frame.mask_texture = upload(*this, GL_R32F, mask, Row0::bottom);
            const Image masked = applied(subject, frame);
            double worst = 0.0;
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) {
                    const double kept = std::isnan(mask.at(x, y).x) ? 0.0 : mask.at(x, y).x;
                    if (kept == 1.0) CHECK(masked.at(x, y) == source.at(x, y));
                    if (kept == 0.0) CHECK(masked.at(x, y) == filtered.at(x, y));
                    const glm::dvec4 mixed = kept * source.at(x, y) + (1.0 - kept) * filtered.at(x, y);
                    worst = std::max(worst, std::abs(mixed.r - masked.at(x, y).r));
                }
            CHECK(worst < 1e-6);
        }
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "a region has the whole picture's bits, and the rest is left alone") {
    const Region region{21, 8, 47, 30};
    for (const Subject& subject : subjects) {
        INFO(subject.name);
        const Image whole = applied(subject, float_frame(Row0::bottom));
        EffectFrame frame = float_frame(Row0::bottom);
        const Image before = download(*this, frame.target.texture, width, height, Row0::bottom);
        frame.region = region;
        const Image part = applied(subject, frame);
        int wrong = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const bool inside = x >= region.x && x < region.x + region.width && y >= region.y &&
                                    y < region.y + region.height;
                wrong += part.at(x, y) != (inside ? whole : before).at(x, y);
            }
        CHECK(wrong == 0);
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "tiles change no bit of any effect") {
    for (const Subject& subject : subjects) {
        INFO(subject.name);
        EffectFrame frame = float_frame(Row0::top);
        const Image tiled = applied(subject, frame);
        frame.tiles = false;
        CHECK(largest_difference(applied(subject, frame), tiled) == 0.0);
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "the view of the map is black where pixels are copied") {
    for (const Subject& subject : subjects) {
        INFO(subject.name);
        EffectFrame frame = float_frame(Row0::top);
        frame.view = EffectView::parameters;
        const Image view = applied(subject, frame);
        const Image still = applied(subject, frame, 0.0f);
        double brightest = 0.0;
        for (const glm::dvec4& pixel : view.pixels) {
            CHECK(pixel.a == 1.0);
            brightest = std::max({brightest, pixel.r, pixel.g, pixel.b});
        }
        CHECK(brightest > 0.3);
        // The lens is switched off by its size, not by its parameter.
        if (subject.name != "lens") CHECK(largest_number(still) == 1.0);
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "the look is graded in linear light, and what is masked is not") {
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
            ParameterMap everything(width, height, glm::dvec2(1.0));
            again.mask_texture = upload(*this, GL_R32F, everything, Row0::top);
            REQUIRE(effect->apply(again, options));
            CHECK(largest_difference(download(*this, frame.target.texture, width, height, Row0::top),
                                     source) == 0.0);
        }
    }
    CHECK(largest_difference(plain, source) > 0.01);
}

TEST_CASE_FIXTURE(EffectsFixture, "effects reject tables, masks and options that they cannot use, by name") {
    const TapTable disks = table_of({size_axis("radius_px")}, random);
    TapTable upright = disks;
    upright.turnable = false;
    TapTable stiff = table_of({size_axis("radius_px"), {"vignette", "", {0.0f, 0.3f}}}, random);
    stiff.turnable = false;
    CHECK(fails_with(RotationalBokeh::create(device, upright), "radius_px and angle_deg"));
    CHECK(fails_with(RadialMotionBlur::create(device, disks), "length_px and angle_deg"));
    CHECK(fails_with(DirectionalMotionBlur::create(device, disks), "length_px and angle_deg"));
    CHECK(fails_with(CatsEyeBokeh::create(device, disks), "radius_px and vignette"));
    CHECK(fails_with(CatsEyeBokeh::create(device, stiff), "turnable"));
    CHECK(fails_with(LensPsf::create(device, disks), "strength_waves"));
    CHECK(fails_with(UniformBlur::create(device, disks), "exactly one axis, sigma_px"));

    for (const Subject& subject : subjects) {
        INFO(subject.name);
        EffectFrame frame = float_frame(Row0::top);
        frame.mask_texture = frame.target.texture;
        CHECK(fails_with(subject.apply(frame, 1.0f), "mask: texture"));
        frame.mask_texture = make_texture(*this, GL_R8, width, height - 1);
        CHECK(fails_with(subject.apply(frame, 1.0f), "mask: its size is 100 x 59"));
        frame.mask_texture = 0;
        frame.view = static_cast<EffectView>(7);
        CHECK(fails_with(subject.apply(frame, 1.0f), "view: 7"));
        frame.view = EffectView::picture;
        frame.resolution = static_cast<Resolution>(3);
        CHECK(fails_with(subject.apply(frame, 1.0f), "resolution: 3"));
        frame.resolution = Resolution::full;
        frame.region = {0, 0, width + 1, 1};
        CHECK(fails_with(subject.apply(frame, 1.0f), "region"));
    }

    auto motion =
        DirectionalMotionBlur::create(device, table_of({size_axis("length_px"), line_angle_axis()}, random));
    REQUIRE(motion);
    const EffectFrame frame = float_frame(Row0::top);
    const GLuint wrong = make_texture(*this, GL_R32F, width, height);
    CHECK(fails_with(motion->apply(frame, wrong, {}), "velocity texture: format"));
    CHECK(fails_with(motion->apply(frame, frame.target.texture, {}), "is the target too"));
}

}  // namespace tapestry::test
