/// What a hand can do on the picture, in a few words below it, until it has done all of that once.
#pragma once

#include "panels/picture_transform.h"
#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

/// What is there to be done first.
enum class HintGesture { focus, aperture, look_around, band };

/// Below `picture` where the canvas has room, else over its lower edge.
void draw_hand_hints(const Theme& theme, const Rect& canvas, const Rect& picture, ViewerState& state);

/// The hand has done it: no need to say it again.
void note_deed(HintGesture deed, ViewerState& state);

}  // namespace tapestry::demo
