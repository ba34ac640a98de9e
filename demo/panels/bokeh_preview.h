/// What a point light looks like through the table: the kernel that its taps add up to.
#pragma once

#include <filesystem>

#include "picture_texture.h"
#include "theme.h"
#include "viewer_state.h"

namespace tapestry::demo {

class BokehPreview {
  public:
    /// Makes the picture anew when the session's table is another than last time.
    void refresh(const PhotoSession& session);
    void draw(const Theme& theme, float size) const;

  private:
    std::filesystem::path shown_;
    PictureTexture texture_;
};

}  // namespace tapestry::demo
