/// The camera of a scene, in photographers' terms.
#pragma once

#include "document/document.h"
#include "render/document_renderer.h"
#include "window/requests.h"
#include "window/theme.h"

namespace tapestry::demo {

/// `depth_of_field`: whose lens it is; null: the picture's own.
void draw_camera_panel(const Theme& theme, Document& document, const EffectEntry* depth_of_field,
                       const DocumentRenderer& renderer, Requests& requests);

}  // namespace tapestry::demo
