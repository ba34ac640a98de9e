/// The list of effects: add, order, switch on and off, choose one to change.
#pragma once

#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

void draw_effect_stack(const Theme& theme, ViewerState& state);

}  // namespace tapestry::demo
