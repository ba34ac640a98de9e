#include "varying_effects.h"

#include <cmath>
#include <memory>

#include "reference/effect_maps.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/radial_motion_blur.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::bench {
namespace {

constexpr double largest_px = 24.0;
constexpr glm::dvec2 velocity_px(60.0, -35.0);

float share_of(double pixels, double all) {
    return static_cast<float>(pixels / all);
}

/// Sharp in a band across the middle, then growing to the top and the bottom.
TiltShiftOptions tilt_shift(int height) {
    TiltShiftOptions options;
    options.band_width = 0.15f;
    options.falloff_distance = 0.425f;
    options.falloff = Falloff::linear;
    options.max_radius = share_of(largest_px, height);
    return options;
}

RotationalBokehOptions rotational_bokeh(int height) {
    RotationalBokehOptions options;
    options.max_radius = share_of(largest_px, height);
    return options;
}

RadialMotionBlurOptions zoom_blur(int width, int height) {
    RadialMotionBlurOptions options;
    options.amount = share_of(2.0 * largest_px, 0.5 * std::hypot(width, height));
    options.max_length = 0.5f;
    return options;
}

/// The same band without a falloff: a hard step on either side.
TiltShiftOptions band_edge(int height) {
    TiltShiftOptions options = tilt_shift(height);
    options.falloff_distance = 0.0f;
    return options;
}

/// A disk and a slanted bar: what is masked, or moves.
bool is_object(int x, int y, int width, int height) {
    const double u = (x + 0.5) / height - 0.5 * width / height, v = (y + 0.5) / height - 0.5;
    const bool is_disk = std::hypot(u + 0.25, v) < 0.22;
    const bool is_bar = std::abs(0.8 * u + 0.6 * v - 0.22) < 0.06 && std::abs(0.6 * u - 0.8 * v) < 0.38;
    return is_disk || is_bar;
}

ParameterMap object_map(int width, int height, glm::dvec2 object, glm::dvec2 elsewhere) {
    ParameterMap map(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) map.at(x, y) = is_object(x, y, width, height) ? object : elsewhere;
    return map;
}

template <class Effect, class Apply>
Result<std::function<Result<void>(const EffectFrame&)>> drawer(const Device& device, const TapTable& table,
                                                               Apply apply) {
    auto effect = Effect::create(device, table);
    if (!effect) return effect.error();
    return std::function<Result<void>(const EffectFrame&)>(
        [shared = std::make_shared<Effect>(std::move(*effect)), apply](const EffectFrame& frame) {
            return apply(*shared, frame);
        });
}

}  // namespace

const VaryingEffect& effect_of(VaryingEffectKind kind) {
    using demo::GatherShape;
    const std::vector<offline::study::VaryingEffect>& studies = offline::study::varying_effects();
    // Ends of the longest shape move by half a pixel or less from node to node.
    static const std::array<int, 2> radii = {96, 0}, turning = {48, 150};
    static const std::vector<std::string> lines = {
        "line-turned_0-48_32x4_photo.tap", "line-turned_0-48_24x1_photo.tap",
        "line-turned_0-48_12x2_photo.tap", "line-turned_0-48_6x2_photo.tap", "line_0-48_32x4_photo.tap"};
    static const std::vector<std::string> disks = {"disk_0-24_24x4_photo.tap", "disk_0-24_16x3_flat.tap",
                                                   "disk_0-24_12x3_flat.tap", "disk_0-24_8x3_photo.tap"};
    static const std::vector<std::string> ellipses = {
        "ellipse-turned_0-24_32x4_photo.tap", "ellipse-turned_0-24_16x3_photo.tap",
        "ellipse-turned_0-24_8x3_photo.tap", "ellipse_0-24_32x4_photo.tap"};
    static const VaryingEffect effects[] = {
        {"tilt-shift", &studies[0], GatherShape::disk, radii, disks},
        {"rotational bokeh", &studies[1], GatherShape::ellipse, turning, ellipses},
        {"radial motion", &studies[2], GatherShape::line, turning, lines},
        {"band edge", &studies[0], GatherShape::disk, radii, disks},
        {"mask edge", &studies[1], GatherShape::ellipse, turning, ellipses},
        {"moving object", &studies[2], GatherShape::line, turning, lines},
    };
    return effects[static_cast<int>(kind)];
}

ParameterMap input_of(VaryingEffectKind kind, int width, int height) {
    switch (kind) {
        case VaryingEffectKind::mask_edge:
            return object_map(width, height, {0.0, 0.0}, {1.0, 0.0});
        case VaryingEffectKind::moving_object:
            return object_map(width, height, velocity_px, {0.0, 0.0});
        default:
            return {};
    }
}

ParameterMap map_of(VaryingEffectKind kind, int width, int height) {
    ParameterMap map = input_of(kind, width, height);
    switch (kind) {
        case VaryingEffectKind::tilt_shift:
            return effect_map(tilt_shift(height), width, height);
        case VaryingEffectKind::rotational_bokeh:
            return effect_map(rotational_bokeh(height), width, height);
        case VaryingEffectKind::zoom_blur:
            return effect_map(zoom_blur(width, height), width, height);
        case VaryingEffectKind::band_edge:
            return effect_map(band_edge(height), width, height);
        case VaryingEffectKind::mask_edge: {
            const ParameterMap swirl = effect_map(rotational_bokeh(height), width, height);
            for (std::size_t i = 0; i < map.values.size(); ++i)
                map.values[i] = map.values[i].x > 0.0 ? swirl.values[i] : glm::dvec2(0.0);
            return map;
        }
        case VaryingEffectKind::moving_object:
            break;
    }
    return effect_map(DirectionalMotionBlurOptions(), map);
}

Result<std::function<Result<void>(const EffectFrame&)>> effect_with(VaryingEffectKind kind,
                                                                    const Device& device,
                                                                    const TapTable& table, int width,
                                                                    int height, GLuint input) {
    switch (kind) {
        case VaryingEffectKind::tilt_shift:
            return drawer<TiltShift>(device, table, [=](TiltShift& effect, const EffectFrame& frame) {
                return effect.apply(frame, tilt_shift(height));
            });
        case VaryingEffectKind::rotational_bokeh:
        case VaryingEffectKind::mask_edge:
            return drawer<RotationalBokeh>(device, table, [=](RotationalBokeh& effect, EffectFrame frame) {
                frame.mask_texture = input;
                return effect.apply(frame, rotational_bokeh(height));
            });
        case VaryingEffectKind::zoom_blur:
            return drawer<RadialMotionBlur>(device, table,
                                            [=](RadialMotionBlur& effect, const EffectFrame& frame) {
                                                return effect.apply(frame, zoom_blur(width, height));
                                            });
        case VaryingEffectKind::band_edge:
            return drawer<TiltShift>(device, table, [=](TiltShift& effect, const EffectFrame& frame) {
                return effect.apply(frame, band_edge(height));
            });
        case VaryingEffectKind::moving_object:
            break;
    }
    return drawer<DirectionalMotionBlur>(device, table,
                                         [=](DirectionalMotionBlur& effect, const EffectFrame& frame) {
                                             return effect.apply(frame, input, {});
                                         });
}

}  // namespace tapestry::bench
