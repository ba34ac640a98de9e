/// Which of the host's pictures is meant.
#pragma once

#include "glad/gl.h"

namespace tapestry {

/// A picture of the host's: a texture, or one of its layers.
struct HostImage {
    GLuint texture = 0;
    int layer = -1;   ///< of a GL_TEXTURE_2D_ARRAY; -1: it is a GL_TEXTURE_2D
    int samples = 1;  ///< more: the same of multisample textures

    bool is_in(const HostImage& other) const { return texture == other.texture && layer == other.layer; }
};

}  // namespace tapestry
