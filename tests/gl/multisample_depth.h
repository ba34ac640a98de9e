/// Multisample textures with a number of its own in every sample.
#pragma once

#include <vector>

#include "glad/gl.h"
#include "tapestry/image.h"

namespace tapestry::test {

/// The maps' x, one a sample, row 0 on top, in a GL_TEXTURE_2D_MULTISAMPLE of GL_R32F or a depth format;
/// `layer` 0 or 1: in that layer of an array of two. The caller owns it. Leaves GL's defaults bound.
GLuint multisample_depth(const GladGLContext& gl, GLenum format, const std::vector<ParameterMap>& stored,
                         int layer);

}  // namespace tapestry::test
