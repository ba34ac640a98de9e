#include "tapestry/radial_motion_blur_options.h"
#include "option_range.h"

namespace tapestry {
Result<RadialMotionBlurOptions> clamped(const RadialMotionBlurOptions& options) {
    static constexpr OptionRange<RadialMotionBlurOptions> ranges[] = {
        {"center_x", &RadialMotionBlurOptions::center_x, -1.0f, 2.0f},
        {"center_y", &RadialMotionBlurOptions::center_y, -1.0f, 2.0f},
        {"amount", &RadialMotionBlurOptions::amount, 0.0f, 1.0f},
        {"max_length", &RadialMotionBlurOptions::max_length, 0.0f, 0.5f},
    };
    if (options.motion != RadialMotion::zoom && options.motion != RadialMotion::spin)
        return error_of("motion: ", static_cast<int>(options.motion), " is not a RadialMotion");
    return clamped_to(ranges, options);
}

}  // namespace tapestry
