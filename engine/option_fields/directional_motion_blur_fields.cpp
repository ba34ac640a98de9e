#include "option_fields/option_fields.h"
#include "option_fields/shared_fields.h"

namespace tapestry {

const BoundFields<DirectionalMotionBlurOptions>& directional_motion_blur_fields() {
    static const BoundFields<DirectionalMotionBlurOptions> fields = {
        bind<&DirectionalMotionBlurOptions::added_x>({"added_x", "Across",
                                                      "Picture widths that the camera pans in a frame.",
                                                      -10.0f, 10.0f, -0.2f, 0.2f, 1.0f, 100.0f, " %", 1}),
        bind<&DirectionalMotionBlurOptions::added_y>({"added_y", "Down",
                                                      "Picture heights that the camera tilts in a frame.",
                                                      -10.0f, 10.0f, -0.2f, 0.2f, 1.0f, 100.0f, " %", 1}),
        bind<&DirectionalMotionBlurOptions::shutter>(
            {"shutter", "Shutter", "Frames that the shutter is open: 0.5 is film's 180 degrees.", 0.0f, 4.0f,
             0.0f, 1.0f, 1.0f, 1.0f, "", 2}),
        bind<&DirectionalMotionBlurOptions::max_length>(
            {"max_length", "Longest line", "No line is longer, relative to the picture's height.", 0.0f, 0.5f,
             0.0f, 0.5f, 1.0f, 100.0f, " %", 1, true}),
    };
    return fields;
}

}  // namespace tapestry
