/// The camera's way from key to key, and the pictures along it.
#pragma once

#include "document/document.h"
#include "window/path_state.h"
#include "window/requests.h"
#include "window/theme.h"

namespace tapestry::demo {

void draw_path_panel(const Theme& theme, Document& document, PathState& state, Requests& requests);

}  // namespace tapestry::demo
