#include "option_fields/option_fields.h"
#include "option_fields/shared_fields.h"

namespace tapestry {

const BoundFields<CatsEyeOptions>& cats_eye_fields() {
    static const BoundFields<CatsEyeOptions> fields = {
        bind<&CatsEyeOptions::radius>({"radius", "Blur radius",
                                       "Of the uncut aperture's picture, relative to the picture's height.",
                                       0.0f, 0.25f, 0.0f, 0.1f, 2.0f, 100.0f, " %", 1, true}),
        bind<&CatsEyeOptions::vignette>(
            {"vignette", "Cut",
             "How much of the aperture the lens barrel hides half a diagonal off the centre.", 0.0f, 0.9f,
             0.0f, 0.9f, 1.0f, 100.0f, " %", 0}),
        bind<&CatsEyeOptions::growth>({"growth", "Growth",
                                       "The cut as this power of the distance from the centre.", 0.25f, 4.0f,
                                       0.25f, 4.0f, 1.0f, 1.0f, "", 2}),
        bind<&CatsEyeOptions::aspect>(aspect_field()),
        bind<&CatsEyeOptions::center_x>(center_x_field("The lens's axis")),
        bind<&CatsEyeOptions::center_y>(center_y_field("The lens's axis")),
    };
    return fields;
}

}  // namespace tapestry
