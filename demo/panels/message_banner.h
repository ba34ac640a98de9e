/// A message over the picture: why a file could not be opened, where an image was saved.
#pragma once

#include "panels/picture_transform.h"
#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

void draw_message_banner(const Theme& theme, const Rect& canvas, Message& message);

}  // namespace tapestry::demo
