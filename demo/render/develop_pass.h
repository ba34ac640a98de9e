/// From linear light to what a display shows.
#pragma once

#include <span>

#include "gl/shader_library.h"
#include "render/picture_texture.h"
#include "scene/tone_curve.h"

namespace tapestry::demo {

/// Every .comp in demo/render.
std::span<const ShaderFile> render_shaders();

class DevelopPass {
  public:
    explicit DevelopPass(const GladGLContext& gl);

    /// Linear `source`, row 0 at the bottom, into an RGBA8 picture of the same size with row 0 on top.
    /// exposure: multiplies the light. white: the light that is shown as white, see tone_curve; 1 leaves
    /// light as it is and cuts it there. has_alpha: the source is premultiplied, and the target gets its
    /// alpha, straight; else that is 1.
    Result<void> run(GLuint source, const PictureTexture& target, float exposure,
                     double white = display_white, bool has_alpha = false);

  private:
    const GladGLContext* gl_;
    ShaderLibrary shaders_;
};

}  // namespace tapestry::demo
