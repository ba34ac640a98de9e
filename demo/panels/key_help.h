/// What keys and mouse do, over the picture (F1).
#pragma once

#include "panels/picture_transform.h"
#include "window/theme.h"

namespace tapestry::demo {

void draw_key_help(const Theme& theme, const Rect& canvas, bool& shown);

}  // namespace tapestry::demo
