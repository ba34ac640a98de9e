/// Where the time goes: GPU time per pass over the last seconds, what the picture reads, and its memory.
#pragma once

#include "document/document.h"
#include "render/document_renderer.h"
#include "window/theme.h"

namespace tapestry::demo {

void draw_timing_panel(const Theme& theme, const Document& document, DocumentRenderer& renderer);

}  // namespace tapestry::demo
