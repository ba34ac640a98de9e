/// The kernel lab: choose or paint a shape, say what it may cost, and watch the fit.
#pragma once

#include "panels/mask_canvas.h"
#include "panels/slider_row.h"
#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

class KernelLabPanel {
  public:
    void draw(const Theme& theme, ViewerState& state);

  private:
    void shape(const Theme& theme, ViewerState& state);
    void shape_numbers(const Theme& theme, KernelRecipe& recipe);
    void tools(const Theme& theme, ViewerState& state);
    void budget(const Theme& theme, ViewerState& state);
    void progress(const Theme& theme, ViewerState& state);
    void exporting(const Theme& theme, ViewerState& state);

    MaskCanvas canvas_;
    NumberEntry number_entry_;
};

}  // namespace tapestry::demo
