/// Small pictures of the photographs that can be opened with a click.
#pragma once

#include <map>
#include <string>

#include "render/picture_texture.h"
#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

class PhotoList {
  public:
    /// Reads at most one photograph a call, so that a folder full of them does not hold up the window. True
    /// while some are still to be read.
    bool load_next(const ViewerState& state);

    void draw(const Theme& theme, ViewerState& state) const;

  private:
    struct Thumbnail {
        PictureTexture texture;  ///< empty: the file could not be read
        std::string tooltip;
        const char* tag = "";  ///< what it has that photographs have not
    };
    std::map<std::string, Thumbnail> thumbnails_;  ///< by path
};

}  // namespace tapestry::demo
