/// What the chosen effect does at one pixel: its parameter, the taps that are blended there, and the kernel
/// that they add up to.
#pragma once

#include <vector>

#include "panels/picture_transform.h"
#include "render/picture_texture.h"
#include "theme.h"
#include "viewer_state.h"

namespace tapestry::demo {

class PixelInspector {
  public:
    /// `mouse` null: keeps showing the pixel that was looked at last.
    void draw(const Theme& theme, const PictureTransform& transform, const ImVec2* mouse, ViewerState& state);

  private:
    void refresh_map(const EffectEntry& effect, const EffectKind& kind, const DocumentRenderer& renderer);
    void draw_card(const Theme& theme, const PictureTransform& transform, const TapTable& table,
                   const DocumentRenderer& renderer);

    int x_ = 0, y_ = 0;
    ParameterMap map_;
    std::string map_kind_;
    std::vector<float> map_values_;
    PictureTexture kernel_;
    glm::dvec2 kernel_parameter_ = glm::dvec2(-1e30);
    std::string kernel_table_;
};

}  // namespace tapestry::demo
