/// Small pictures of the photographs that can be opened with a click.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>

#include "render/picture_texture.h"
#include "window/requests.h"
#include "window/theme.h"

namespace tapestry::demo {

class PhotoList {
  public:
    /// Reads at most one photograph a call, so that a folder full of them does not hold up the window. True
    /// while some are still to be read.
    bool load_next(std::span<const std::filesystem::path> photos, const GladGLContext& gl);

    /// `shown`: the one that is open.
    void draw(const Theme& theme, std::span<const std::filesystem::path> photos,
              const std::filesystem::path& shown, Requests& requests) const;

  private:
    struct Thumbnail {
        PictureTexture texture;  ///< empty: the file could not be read
        std::string tooltip;
        const char* tag = "";  ///< what it has that photographs have not
    };
    std::map<std::string, Thumbnail> thumbnails_;  ///< by path
};

}  // namespace tapestry::demo
