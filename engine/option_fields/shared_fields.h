/// Fields that several effects have.
#pragma once

#include "option_fields/option_field.h"

namespace tapestry {

OptionField center_x_field(const char* what);
OptionField center_y_field(const char* what);
OptionField aspect_field();

}  // namespace tapestry
