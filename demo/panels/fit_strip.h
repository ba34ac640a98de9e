/// The fit at a glance, under the picture: target, what the taps make of it, the error, where each layer's
/// taps are, and how the cost fell.
#pragma once

#include "kernel_lab/live_fit.h"
#include "panels/picture_transform.h"
#include "render/picture_texture.h"
#include "window/theme.h"

namespace tapestry::demo {

class FitStrip {
  public:
    static float height(const Theme& theme) { return theme.px(158); }
    /// `newest` null: nothing is fitted yet.
    void draw(const Theme& theme, const Rect& area, const FitSnapshot* newest, const GladGLContext& gl);

  private:
    void refresh(const FitSnapshot& shown, const GladGLContext& gl);

    PictureTexture target_, response_, error_;
    double shown_seconds_ = -1.0;
    KernelRecipe shown_recipe_;
};

}  // namespace tapestry::demo
