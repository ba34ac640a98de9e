/// What keys do.
#pragma once

#include "platform/window.h"
#include "viewer_state.h"

namespace tapestry::demo {

/// Between frames: what was pressed since the last one, at once and in order.
void handle_keys(Window& window, ViewerState& state);

/// Once a frame: W S Q E held down fly through a scene.
void fly_by_keys(const Window& window, ViewerState& state);

/// Undo and redo, by their keys and buttons.
void step_history(bool back, ViewerState& state);

}  // namespace tapestry::demo
