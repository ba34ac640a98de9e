/// The corners of a viewfinder's focus field: around the pointer where a click focuses, and for a moment
/// where it did.
#pragma once

#include <optional>

#include "panels/picture_transform.h"
#include "render/document_renderer.h"
#include "window/theme.h"

namespace tapestry::demo {

class FocusBrackets {
  public:
    /// A click has focused there.
    void note_click(ImVec2 at);
    /// `pointer` null: it is elsewhere, or busy.
    void draw(const Theme& theme, const PictureTransform& transform, const ImVec2* pointer,
              const DocumentRenderer& renderer) const;

  private:
    ImVec2 clicked_ = ImVec2(0, 0);  ///< on the screen
    double clicked_at_ = -1e9;       ///< ImGui::GetTime()
};

}  // namespace tapestry::demo
