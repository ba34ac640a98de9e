/// Both pictures' pixels under the pointer, large.
#pragma once

#include "panels/picture_transform.h"
#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

void draw_magnifier(const Theme& theme, const PictureTransform& transform, ImVec2 mouse, float split_x,
                    ViewerState& state);

}  // namespace tapestry::demo
