/// Both pictures' pixels under the pointer, large.
#pragma once

#include "compare/comparison.h"
#include "panels/picture_transform.h"
#include "render/document_renderer.h"
#include "window/theme.h"

namespace tapestry::demo {

/// Left and right picture of the same place, side by side, whatever side of the divider the hand is on.
void draw_magnifier(const Theme& theme, const PictureTransform& transform, ImVec2 mouse,
                    Comparison& comparison, DocumentRenderer& renderer);

}  // namespace tapestry::demo
