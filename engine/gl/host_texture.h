/// The host's textures, as the driver describes them.
#pragma once

#include <string_view>

#include "glad/gl.h"
#include "tapestry/result.h"
#include "tapestry/texture.h"

namespace tapestry {

struct HostTexture {
    GLuint name = 0;
    GLenum format = GL_NONE;
    int width = 0;
    int height = 0;
};

/// Where a frame comes from and where it goes.
struct HostFrame {
    HostTexture source;
    HostTexture target;
};

/// Asks for a texture's size and format; binds it to the active unit. Error: it is not a GL_TEXTURE_2D with a
/// level 0 of float or normalised numbers. `role` begins the error: "source".
Result<HostTexture> inspect_texture(const GladGLContext& gl, GLuint name, std::string_view role);

/// Asks for both textures. Error: as inspect_texture; the same texture twice; sizes that differ; a target
/// format that cannot be stored to.
Result<HostFrame> inspect_frame(const GladGLContext& gl, const TextureView& source,
                                const TextureView& target);

/// Asks for a texture of per-pixel parameters for a frame. Error: as inspect_texture; it is the target;
/// another size; a format other than R16F and R32F.
Result<HostTexture> inspect_parameters(const GladGLContext& gl, GLuint name, const HostFrame& frame);

}  // namespace tapestry
