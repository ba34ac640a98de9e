#include "varying_effects.h"

#include <cmath>
#include <memory>

#include "tapestry/radial_motion_blur.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::bench {
namespace {

constexpr double largest_px = 24.0;

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

template <class Effect, class Options>
Result<std::function<Status(const EffectFrame&)>> drawer(const Device& device, const TapTable& table,
                                                         const Options& options) {
    auto effect = Effect::create(device, table);
    if (!effect) return effect.error();
    return std::function<Status(const EffectFrame&)>(
        [shared = std::make_shared<Effect>(std::move(*effect)), options](const EffectFrame& frame) {
            return shared->apply(frame, options);
        });
}

}  // namespace

const VaryingEffect& effect_of(VaryingEffectKind kind) {
    using demo::GatherShape;
    const std::vector<offline::study::VaryingEffect>& studies = offline::study::varying_effects();
    static const VaryingEffect effects[] = {
        {&studies[0],
         GatherShape::disk,
         {96, 0},
         {"disk_0-24_24x4_photo.tap", "disk_0-24_16x3_flat.tap", "disk_0-24_12x3_flat.tap",
          "disk_0-24_8x3_photo.tap"}},
        // Ends of the longest shape move by a pixel or less from node to node.
        {&studies[1],
         GatherShape::ellipse,
         {48, 150},
         {"ellipse-turned_0-24_32x4_photo.tap", "ellipse-turned_0-24_16x3_photo.tap",
          "ellipse-turned_0-24_8x3_photo.tap", "ellipse_0-24_32x4_photo.tap"}},
        {&studies[2],
         GatherShape::line,
         {48, 150},
         {"line-turned_0-48_32x4_photo.tap", "line-turned_0-48_24x1_photo.tap",
          "line-turned_0-48_12x2_photo.tap", "line-turned_0-48_6x2_photo.tap", "line_0-48_32x4_photo.tap"}},
    };
    return effects[static_cast<int>(kind)];
}

ParameterMap map_of(VaryingEffectKind kind, int width, int height) {
    switch (kind) {
        case VaryingEffectKind::tilt_shift:
            return tilt_shift_map(tilt_shift(height), width, height);
        case VaryingEffectKind::rotational_bokeh:
            return rotational_bokeh_map(rotational_bokeh(height), width, height);
        case VaryingEffectKind::zoom_blur:
            break;
    }
    return radial_motion_map(zoom_blur(width, height), width, height);
}

Result<std::function<Status(const EffectFrame&)>> effect_with(VaryingEffectKind kind, const Device& device,
                                                              const TapTable& table, int width, int height) {
    switch (kind) {
        case VaryingEffectKind::tilt_shift:
            return drawer<TiltShift>(device, table, tilt_shift(height));
        case VaryingEffectKind::rotational_bokeh:
            return drawer<RotationalBokeh>(device, table, rotational_bokeh(height));
        case VaryingEffectKind::zoom_blur:
            break;
    }
    return drawer<RadialMotionBlur>(device, table, zoom_blur(width, height));
}

}  // namespace tapestry::bench
