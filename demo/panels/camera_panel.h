/// The camera of a scene, in photographers' terms.
#pragma once

#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

void draw_camera_panel(const Theme& theme, ViewerState& state);

}  // namespace tapestry::demo
