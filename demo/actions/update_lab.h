/// Keeps the kernel lab's fit on the heels of its recipe.
#pragma once

#include "window/viewer_state.h"

namespace tapestry::demo {

/// Once a frame: fits what the recipe says when it has changed, and hands the best so far to the effects that
/// use it.
void update_lab(ViewerState& state);

}  // namespace tapestry::demo
