/// The camera's way, played and written to files.
#pragma once

#include "window/viewer_state.h"

namespace tapestry::demo {

/// Once a frame: takes the camera further where it plays, and draws and writes the next picture of a sequence
/// that is under way.
void update_path(ViewerState& state);

/// Begins a sequence named after the save path, or gives up the one that is under way.
void begin_sequence(ViewerState& state);
void cancel_sequence(ViewerState& state);

}  // namespace tapestry::demo
