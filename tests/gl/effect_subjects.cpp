#include "effect_subjects.h"

#include "pictures.h"
#include "reference/effect_maps.h"
#include "reference/filters.h"
#include "tapestry/cats_eye.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/lens_psf.h"
#include "tapestry/radial_motion_blur.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/tilt_shift.h"
#include "tapestry/uniform_blur.h"

namespace tapestry::test {
namespace {

constexpr int subject_width = EffectFixture::width;
constexpr int subject_height = EffectFixture::height;

/// Parameters and a turn.
struct TurnedPoint {
    glm::dvec2 parameters{0.0};
    double turn_deg = 0.0;
};

/// The cascade over what `point_at` says of every pixel's middle.
template <class PointAt>
Image filtered_by_points(const Image& from, const TapTable& table, CascadeOptions cascade,
                         const PointAt& point_at) {
    ParameterMap map(subject_width, subject_height), turns(subject_width, subject_height);
    for (int y = 0; y < subject_height; ++y)
        for (int x = 0; x < subject_width; ++x) {
            const TurnedPoint point = point_at(x + 0.5, y + 0.5);
            map.at(x, y) = point.parameters;
            turns.at(x, y).x = point.turn_deg;
        }
    cascade.turns = &turns;
    return filter_cascade(from, table, map, cascade);
}

CascadeOptions at(Resolution resolution) {
    CascadeOptions cascade;
    cascade.resolution = resolution;
    return cascade;
}

Subject tilt_shift(EffectFixture& fixture) {
    const TapTable table = table_of({size_axis("radius_px")}, fixture.random);
    TiltShiftOptions options;
    options.shape = SharpShape::ellipse;
    options.angle_deg = 25.0f;
    options.max_radius = 0.1f;
    options.aspect = 0.5f;
    return {"tilt-shift", table,
            [=, effect = fixture.made<TiltShift>(table)](const EffectFrame& frame, float strength) {
                TiltShiftOptions scaled = options;
                scaled.max_radius *= strength;
                return effect->apply(frame, scaled);
            },
            [=](const Image& from, Resolution resolution) {
                CascadeOptions cascade = at(resolution);
                cascade.aspect = 0.5;
                return filter_cascade(from, table, effect_map(options, subject_width, subject_height),
                                      cascade);
            }};
}

Subject rotational_bokeh(EffectFixture& fixture, bool turned) {
    const TapTable ellipses = size_and_angle("radius_px", turned, fixture.random);
    RotationalBokehOptions swirl;
    swirl.max_radius = 0.1f;
    return {turned ? "rotational bokeh, turned" : "rotational bokeh", ellipses,
            [=, effect = fixture.made<RotationalBokeh>(ellipses)](const EffectFrame& frame, float strength) {
                RotationalBokehOptions scaled = swirl;
                scaled.max_radius *= strength;
                return effect->apply(frame, scaled);
            },
            [=](const Image& from, Resolution resolution) {
                return filtered(from, ellipses, effect_map(swirl, subject_width, subject_height), resolution);
            }};
}

Subject radial_motion(EffectFixture& fixture, bool turned) {
    const TapTable lines = size_and_angle("length_px", turned, fixture.random);
    RadialMotionBlurOptions zoom;
    zoom.center_x = 0.3f;
    zoom.motion = RadialMotion::spin;
    return {turned ? "radial motion, turned" : "radial motion", lines,
            [=, effect = fixture.made<RadialMotionBlur>(lines)](const EffectFrame& frame, float strength) {
                RadialMotionBlurOptions scaled = zoom;
                scaled.amount *= strength;
                return effect->apply(frame, scaled);
            },
            [=](const Image& from, Resolution resolution) {
                return filtered(from, lines, effect_map(zoom, subject_width, subject_height), resolution);
            }};
}

Subject directional_motion(EffectFixture& fixture, bool turned) {
    const TapTable lines = size_and_angle("length_px", turned, fixture.random);
    ParameterMap velocities(subject_width, subject_height);
    for (int y = 0; y < subject_height; ++y)
        for (int x = 0; x < subject_width; ++x) velocities.at(x, y) = {0.125 * x, 0.25 * y + 3.0};
    const GLuint top = upload(fixture, GL_RG32F, velocities, Row0::top);
    const GLuint bottom = upload(fixture, GL_RG32F, velocities, Row0::bottom);
    return {
        turned ? "directional motion, turned" : "directional motion", lines,
        [=, effect = fixture.made<DirectionalMotionBlur>(lines)](const EffectFrame& frame, float strength) {
            DirectionalMotionBlurOptions options;
            options.shutter *= strength;
            return effect->apply(frame, frame.row0 == Row0::top ? top : bottom, options);
        },
        [=](const Image& from, Resolution resolution) {
            return filtered(from, lines, effect_map(DirectionalMotionBlurOptions(), velocities), resolution);
        }};
}

Subject cats_eye(EffectFixture& fixture) {
    const TapTable eyes =
        table_of({size_axis("radius_px"), {"vignette", "", {0.0f, 0.3f, 0.6f}}}, fixture.random);
    CatsEyeOptions options;
    options.radius = 0.1f;
    return {"cat's-eye", eyes,
            [=, effect = fixture.made<CatsEyeBokeh>(eyes)](const EffectFrame& frame, float strength) {
                CatsEyeOptions scaled = options;
                scaled.radius *= strength;
                return effect->apply(frame, scaled);
            },
            [=](const Image& from, Resolution resolution) {
                return filtered_by_points(from, eyes, at(resolution), [&](double x, double y) {
                    const MapValue eye = effect_map_at(options, x, y, subject_width, subject_height);
                    return TurnedPoint{eye.parameters, eye.turn_deg};
                });
            }};
}

Subject lens_psf(EffectFixture& fixture) {
    const TapTable lens = table_of({{"strength_waves", "waves", {0.0f, 0.2f, 0.4f}}}, fixture.random);
    LensPsfOptions options;
    options.size = 4.0f;
    return {"lens", lens,
            [=, effect = fixture.made<LensPsf>(lens)](const EffectFrame& frame, float strength) {
                LensPsfOptions scaled = options;
                scaled.size *= strength;
                return effect->apply(frame, scaled);
            },
            [=](const Image& from, Resolution resolution) {
                CascadeOptions cascade = at(resolution);
                cascade.offset_scale = lens_psf_scale(options, subject_height);
                return filtered_by_points(from, lens, cascade, [&](double x, double y) {
                    const MapValue point = effect_map_at(options, x, y, subject_width, subject_height);
                    return TurnedPoint{{point.parameters.x, 0.0}, point.turn_deg};
                });
            }};
}

Subject uniform_blur_subject(EffectFixture& fixture) {
    const TapTable table = table_of({size_axis("sigma_px")}, fixture.random);
    return {"uniform", table,
            [effect = fixture.made<UniformBlur>(table)](const EffectFrame& frame, float strength) {
                UniformBlurOptions options;
                options.sigma = 4.0f * strength;
                return effect->apply(frame, options);
            },
            [=](const Image& from, Resolution resolution) {
                const GaussianSetting setting = gaussian_setting(table, 4.0, resolution);
                return filter_cascade(
                    from, table, ParameterMap(subject_width, subject_height, glm::dvec2(setting.parameter)),
                    at(setting.resolution));
            }};
}

}  // namespace

EffectFixture::EffectFixture() : source(value_noise(random, subject_width, subject_height, 16, 1.0)) {}

EffectFrame EffectFixture::float_frame(Row0 row0) {
    EffectFrame frame;
    frame.source = {upload(*this, GL_RGBA32F, source, row0), Encoding::linear, Alpha::premultiplied};
    frame.target = {make_texture(*this, GL_RGBA32F, subject_width, subject_height), Encoding::linear,
                    Alpha::premultiplied};
    frame.row0 = row0;
    frame.precision = WorkPrecision::single;
    return frame;
}

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

TapTable size_and_angle(const char* size, bool turned, std::mt19937& random) {
    std::vector<Axis> axes = {size_axis(size)};
    if (!turned) axes.push_back(line_angle_axis());
    return table_of(std::move(axes), random);
}

Image filtered(const Image& from, const TapTable& table, const ParameterMap& map, Resolution resolution) {
    CascadeOptions cascade;
    cascade.resolution = resolution;
    ParameterMap turns = map;
    for (glm::dvec2& value : turns.values) value = {value.y, 0.0};
    if (table.axes.size() == 1) cascade.turns = &turns;
    return filter_cascade(from, table, map, cascade);
}

std::vector<Subject> every_effect(EffectFixture& fixture) {
    std::vector<Subject> subjects = {tilt_shift(fixture)};
    for (const bool turned : {false, true}) {
        subjects.push_back(rotational_bokeh(fixture, turned));
        subjects.push_back(radial_motion(fixture, turned));
        subjects.push_back(directional_motion(fixture, turned));
    }
    subjects.push_back(cats_eye(fixture));
    subjects.push_back(lens_psf(fixture));
    subjects.push_back(uniform_blur_subject(fixture));
    return subjects;
}

}  // namespace tapestry::test
