/// The line at the bottom: what is shown and what it costs.
#pragma once

#include "panels/picture_transform.h"
#include "render/document_renderer.h"
#include "window/theme.h"

namespace tapestry::demo {

/// `zoom`: framebuffer pixels a picture pixel.
void draw_status_bar(const Theme& theme, const Rect& area, const DocumentRenderer& renderer, float zoom,
                     double frame_milliseconds);

}  // namespace tapestry::demo
