/// Where the time goes: GPU time per pass over the last seconds, what the picture reads, and its memory.
#pragma once

#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

void draw_timing_panel(const Theme& theme, ViewerState& state);

}  // namespace tapestry::demo
