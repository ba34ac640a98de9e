/// Scenes that move by themselves.
#pragma once

#include "window/viewer_state.h"

namespace tapestry::demo {

/// Moves the document's time on by as much as has gone by since the last call, where its scene plays.
void play_scene(ViewerState& state);

/// What history notes: time that goes on by itself is no step.
Document document_for_history(const ViewerState& state);

}  // namespace tapestry::demo
