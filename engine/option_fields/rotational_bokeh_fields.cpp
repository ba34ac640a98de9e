#include "option_fields/option_fields.h"
#include "option_fields/shared_fields.h"

namespace tapestry {

const BoundFields<RotationalBokehOptions>& rotational_bokeh_fields() {
    static const BoundFields<RotationalBokehOptions> fields = {
        bind<&RotationalBokehOptions::max_radius>(
            {"max_radius", "Blur radius",
             "Half the long axis of the blur, half a diagonal off the centre, "
             "relative to the picture's height.",
             0.0f, 0.25f, 0.0f, 0.1f, 2.0f, 100.0f, " %", 1, true}),
        bind<&RotationalBokehOptions::growth>(
            {"growth", "Growth",
             "The blur's size as this power of the distance from the centre: above 1 the middle "
             "stays sharp longer.",
             0.25f, 4.0f, 0.25f, 4.0f, 1.0f, 1.0f, "", 2}),
        bind<&RotationalBokehOptions::center_x>(center_x_field("What the picture swirls about")),
        bind<&RotationalBokehOptions::center_y>(center_y_field("What the picture swirls about")),
    };
    return fields;
}

}  // namespace tapestry
