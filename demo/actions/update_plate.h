/// A plate that is made while the window goes on.
#pragma once

#include <filesystem>

#include "window/viewer_state.h"

namespace tapestry::demo {

/// Of the document as it is now, whatever is changed meanwhile; opening another picture gives it up.
void begin_plate(const std::filesystem::path& path, ViewerState& state);
void cancel_plate(ViewerState& state);
/// Once a frame, while the hand rests.
void update_plate(ViewerState& state);

}  // namespace tapestry::demo
