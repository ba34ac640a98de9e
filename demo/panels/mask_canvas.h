/// The mask that is painted with brush and eraser.
#pragma once

#include <imgui.h>

#include "kernel_lab/kernel_recipe.h"
#include "kernel_lab/lab_state.h"
#include "kernel_lab/painted_mask.h"
#include "render/picture_texture.h"
#include "window/theme.h"

namespace tapestry::demo {

class MaskCanvas {
  public:
    /// A square of `size` that shows the recipe's kernel; painting on a named kernel makes it a painted one.
    void draw(const Theme& theme, KernelRecipe& recipe, LabState& lab, const GladGLContext& gl, float size);

  private:
    void refresh(const KernelRecipe& recipe, const GladGLContext& gl);
    void paint(KernelRecipe& recipe, const LabState& lab, ImVec2 corner, float size);

    PaintedMask shown_;
    KernelRecipe shown_recipe_;
    bool is_fresh_ = false;
    PictureTexture texture_;
    ImVec2 last_ = ImVec2(0, 0);  ///< the hand's last place, cells
};

}  // namespace tapestry::demo
