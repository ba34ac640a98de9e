/// What the chosen effect does at one pixel: its parameter, the taps that are blended there, and the kernel
/// that they add up to.
#pragma once

#include <memory>
#include <optional>

#include "document/document.h"
#include "panels/picture_transform.h"
#include "render/document_renderer.h"
#include "render/picture_texture.h"
#include "window/theme.h"

namespace tapestry::demo {

class PixelInspector {
  public:
    /// `mouse` null: keeps showing the pixel that was looked at last. Without an effect there is nothing to
    /// show.
    void draw(const Theme& theme, const PictureTransform& transform, const ImVec2* mouse,
              const EffectEntry* effect, DocumentRenderer& renderer);

  private:
    void draw_card(const Theme& theme, const PictureTransform& transform, const EffectEntry& effect,
                   std::shared_ptr<const TapTable> table, const PixelFilter& pixel,
                   const DocumentRenderer& renderer);

    int x_ = 0, y_ = 0;
    PictureTexture kernel_;  ///< of the pixel's filter:
    std::optional<PixelFilter> kernel_pixel_;
    std::shared_ptr<const TapTable> kernel_table_;
};

}  // namespace tapestry::demo
