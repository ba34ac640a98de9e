/// The camera's way from key to key, and the pictures along it.
#pragma once

#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

void draw_path_panel(const Theme& theme, ViewerState& state);

}  // namespace tapestry::demo
