/// What keys do.
#pragma once

#include <vector>

#include "platform/window.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

/// Between frames: the keys among what was done since the last one.
void handle_keys(const std::vector<InputEvent>& input, Window& window, ViewerState& state);

/// Once a frame: W S Q E held down fly through a scene.
void fly_by_keys(const Window& window, ViewerState& state);

/// Undo and redo, by their keys and buttons.
void step_history(bool back, ViewerState& state);

}  // namespace tapestry::demo
