/// Layers of the host's array textures, as the textures of one layer that passes take.
#pragma once

#include <string_view>
#include <vector>

#include "gl/gl_objects.h"

namespace tapestry {

class HostViews {
  public:
    /// A layer of an immutable array texture: a GL_TEXTURE_2D or GL_TEXTURE_2D_MULTISAMPLE of this format,
    /// good until `clear`. Does not bind it.
    GLuint add(const GladGLContext& gl, GLenum target, GLuint texture, GLenum format, int layer);

    void clear() { views_.clear(); }

  private:
    std::vector<Texture> views_;
};

}  // namespace tapestry
