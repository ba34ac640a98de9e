/// The line at the bottom: what is shown and what it costs.
#pragma once

#include "panels/picture_transform.h"
#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

void draw_status_bar(const Theme& theme, const Rect& area, const ViewerState& state);

}  // namespace tapestry::demo
