/// What is shown on which side of the divider, and how far the result is from the exact picture.
#pragma once

#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

void draw_compare_panel(const Theme& theme, ViewerState& state);

}  // namespace tapestry::demo
