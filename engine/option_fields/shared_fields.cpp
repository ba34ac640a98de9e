#include "option_fields/shared_fields.h"

namespace tapestry {

OptionField center_x_field(const char* what) {
    return {"center_x", "Centre, across", what, -1.0f, 2.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 1};
}

OptionField center_y_field(const char* what) {
    return {"center_y", "Centre, down", what, -1.0f, 2.0f, 0.0f, 1.0f, 1.0f, 100.0f, " %", 1};
}

OptionField aspect_field() {
    OptionField field{
        "aspect", "Aspect", "Width of the bokeh over its height; 0.5 is how anamorphic lenses blur.",
        0.25f,    4.0f,     0.25f,
        2.0f,     1.0f,     1.0f,
        "",       2};
    field.former_name = "squeeze";
    return field;
}

}  // namespace tapestry
