#include "tapestry/radial_motion_blur.h"

#include <array>

#include "effects/bound_fields.h"
#include "effects/shared_fields.h"
#include "reference/effect_maps.h"

namespace tapestry::demo {
namespace {

constexpr std::array motions = {
    FieldChoice{"zoom", "Zoom", "Lines along the ray from the centre, as if the lens zoomed."},
    FieldChoice{"spin", "Spin", "Lines along the circle about the centre, as if the camera rolled."},
};

const BoundFields<RadialMotionBlurOptions>& radial_motion_blur_fields() {
    static const BoundFields<RadialMotionBlurOptions> fields = {
        bind<&RadialMotionBlurOptions::motion>(
            {.name = "motion", .label = "Motion", .help = "How the picture moves.", .choices = motions}),
        bind<&RadialMotionBlurOptions::amount>(
            {"amount", "Amount", "A line's length beside its distance from the centre (spin: in radians).",
             0.0f, 1.0f, 0.0f, 0.5f, 1.5f, 100.0f, " %", 1}),
        bind<&RadialMotionBlurOptions::max_length>({"max_length", "Longest line",
                                                    "No line is longer, relative to the picture's height.",
                                                    0.0f, 0.5f, 0.0f, 0.5f, 1.0f, 100.0f, " %", 1, true}),
        bind<&RadialMotionBlurOptions::center_x>(center_x_field("What the picture moves about")),
        bind<&RadialMotionBlurOptions::center_y>(center_y_field("What the picture moves about")),
    };
    return fields;
}

}  // namespace

EffectKind radial_motion_blur_kind() {
    return {"radial-motion-blur",
            "Zoom and spin blur",
            "The picture moves towards its centre or about it while the shutter is open.",
            radial_motion_blur_fields().fields(),
            "line-turned_0-48_12x2_photo",
            &create_runner<RadialMotionBlur, &radial_motion_blur_fields>,
            [](std::span<const float> values, const TapTable& table, const PictureFacts& picture) {
                return [options = radial_motion_blur_fields().options(values), &table, picture](double x,
                                                                                                double y) {
                    return sized_and_turned(
                        table, effect_map_at(options, x, y, picture.width, picture.height).parameters);
                };
            }};
}

}  // namespace tapestry::demo
