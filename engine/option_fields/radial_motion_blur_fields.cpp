#include <array>

#include "option_fields/option_fields.h"
#include "option_fields/shared_fields.h"

namespace tapestry {
namespace {

constexpr std::array motions = {
    FieldChoice{"zoom", "Zoom", "Lines along the ray from the centre, as if the lens zoomed."},
    FieldChoice{"spin", "Spin", "Lines along the circle about the centre, as if the camera rolled."},
};

}  // namespace

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

}  // namespace tapestry
