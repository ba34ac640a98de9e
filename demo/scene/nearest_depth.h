/// The nearest depth of many drawings, where they cover a pixel: a mean belongs to nothing in the scene.
#pragma once

#include "scene/picture_sum.h"

namespace tapestry::demo {

class NearestDepth {
  public:
    /// Error: no memory; a shader's log.
    static Result<NearestDepth> create(const GladGLContext& gl, PictureSize size);

    void clear();  ///< to the far plane

    /// Keeps what is nearer in the drawing that the sum made last, where it covers the pixel.
    void keep(const PictureSum& sum);

    GLuint texture() const { return depth_.name(); }  ///< DEPTH_COMPONENT32F

  private:
    NearestDepth(const GladGLContext& gl, PictureSize size) : gl_(&gl), size_(size) {}

    const GladGLContext* gl_;
    PictureSize size_;
    Texture depth_;
    Framebuffer frame_;
    VertexArray nothing_;
    Program nearest_;
};

}  // namespace tapestry::demo
