/// A texture that holds a picture, row 0 on top.
#pragma once

#include <glad/gl.h>

#include "offline/io/image_file.h"
#include "tapestry/result.h"

namespace tapestry::demo {

class PictureTexture {
  public:
    PictureTexture() = default;
    PictureTexture(PictureTexture&&) noexcept;
    PictureTexture& operator=(PictureTexture&&) noexcept;
    ~PictureTexture();

    /// An empty texture with all its mip levels. Error: larger than the driver takes, or out of memory.
    static Result<PictureTexture> create(const GladGLContext& gl, int width, int height,
                                         GLenum format = GL_RGBA8);
    /// As create, RGBA8, with the picture in it and its mip levels made.
    static Result<PictureTexture> upload(const GladGLContext& gl, const offline::Picture8& picture);

    /// A smaller copy: this texture's mip level, which must be made.
    Result<PictureTexture> copy_of_level(int level) const;
    /// Makes the mip levels from level 0, so that the picture may be drawn small.
    void make_mip_levels();
    /// Crisp pixels (for looking at them closely) or smooth ones when drawn larger than they are.
    void set_crisp(bool crisp);

    offline::Picture8 download() const;
    std::size_t bytes() const;  ///< of GPU memory, mip levels too

    GLuint name() const { return name_; }
    int width() const { return width_; }
    int height() const { return height_; }
    explicit operator bool() const { return name_ != 0; }

  private:
    const GladGLContext* gl_ = nullptr;
    GLuint name_ = 0;
    int width_ = 0;
    int height_ = 0;
    int levels_ = 0;
    GLenum format_ = GL_RGBA8;
};

}  // namespace tapestry::demo
