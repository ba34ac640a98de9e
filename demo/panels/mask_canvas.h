/// The mask that is painted with brush and eraser.
#pragma once

#include <imgui.h>

#include "kernel_lab/painted_mask.h"
#include "render/picture_texture.h"
#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

class MaskCanvas {
  public:
    /// A square of `size` that shows the recipe's kernel; painting on a named kernel makes it a painted one.
    void draw(const Theme& theme, ViewerState& state, float size);

  private:
    void refresh(ViewerState& state);
    void paint(ViewerState& state, ImVec2 corner, float size);

    PaintedMask shown_;
    KernelRecipe shown_recipe_;
    bool is_fresh_ = false;
    PictureTexture texture_;
    ImVec2 last_ = ImVec2(0, 0);  ///< the hand's last place, cells
};

}  // namespace tapestry::demo
