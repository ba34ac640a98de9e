#include "option_fields/option_fields.h"
#include "option_fields/shared_fields.h"

namespace tapestry {

const BoundFields<LensPsfOptions>& lens_psf_fields() {
    static const BoundFields<LensPsfOptions> fields = {
        bind<&LensPsfOptions::strength_waves>(
            {"strength_waves", "Aberration",
             "Wavefront error half a diagonal off the centre, in wavelengths.", 0.0f, 2.0f, 0.0f, 0.4f, 1.0f,
             1.0f, " waves", 2}),
        bind<&LensPsfOptions::size>({"size", "Size", "1: the kernel's own pixels on a picture of 1080 rows.",
                                     0.0f, 4.0f, 0.0f, 4.0f, 1.0f, 1.0f, "", 2}),
        bind<&LensPsfOptions::growth>(
            {"growth", "Growth",
             "The aberration as this power of the distance from the centre; 1 is coma's own.", 0.25f, 4.0f,
             0.25f, 4.0f, 1.0f, 1.0f, "", 2}),
        bind<&LensPsfOptions::turn_deg>({"turn_deg", "Turn",
                                         "The kernel against the direction away from the centre.", -360.0f,
                                         360.0f, -180.0f, 180.0f, 1.0f, 1.0f, "\xC2\xB0", 1}),
        bind<&LensPsfOptions::center_x>(center_x_field("The lens's axis")),
        bind<&LensPsfOptions::center_y>(center_y_field("The lens's axis")),
    };
    return fields;
}

}  // namespace tapestry
