/// Textures of a host as pictures, row 0 on top, and pictures as textures of the usual kind.
#pragma once

#include <string>
#include <vector>

#include "glad/gl.h"
#include "tapestry/image.h"
#include "tapestry/texture.h"

namespace tapestry::hosts {

/// While it lives, pictures are moved without regard to what the host has set; then all is as it was.
class PixelTransfer {
  public:
    explicit PixelTransfer(const GladGLContext& gl);
    PixelTransfer(const PixelTransfer&) = delete;
    PixelTransfer& operator=(const PixelTransfer&) = delete;
    ~PixelTransfer();

    Image read_color(GLuint texture, Row0 row0) const;
    /// As they are stored.
    std::vector<float> read_depth(const DataView& depth, Row0 row0) const;
    /// Of the back buffer, 0..1.
    Image read_window(int width, int height) const;

    /// GL_RGBA16F and GL_R32F; they live as long as this.
    GLuint make_color(const Image& image, Row0 row0);
    GLuint make_depth(const std::vector<float>& numbers, glm::ivec2 size, Row0 row0);

    glm::ivec2 size_of(GLuint texture) const;

  private:
    GLuint make(GLenum format, glm::ivec2 size, GLenum layout, const std::vector<float>& numbers);

    const GladGLContext& gl_;
    std::vector<GLuint> made_;
    std::vector<GLint> stores_;
    GLint texture_ = 0, framebuffer_ = 0, pack_buffer_ = 0, unpack_buffer_ = 0;
};

/// A PNG of linear light (gamma 2.2) or of what a window shows, in the folder that TAPESTRY_HOST_PICTURES
/// names; without it nothing.
void write_picture(const std::string& name, const Image& image, bool is_linear);

}  // namespace tapestry::hosts
