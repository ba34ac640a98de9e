/// The GL state that device.h says apply() touches: saved on construction, put back on destruction. Does
/// neither with HostState::left.
#pragma once

#include <array>

#include "glad/gl.h"
#include "shared/layout.h"
#include "tapestry/device.h"

namespace tapestry {

class StateGuard {
  public:
    StateGuard(const GladGLContext& gl, HostState handling);
    StateGuard(const StateGuard&) = delete;
    StateGuard& operator=(const StateGuard&) = delete;
    ~StateGuard();

  private:
    struct TextureUnit {
        GLint texture = 0;
        GLint sampler = 0;
    };
    struct ImageUnit {
        GLint texture = 0;
        GLint level = 0;
        GLint layered = 0;
        GLint layer = 0;
        GLint access = 0;
        GLint format = 0;
    };
    struct BufferBinding {
        GLint buffer = 0;
        GLint64 start = 0;
        GLint64 size = 0;  ///< 0: the whole buffer
    };

    void save();
    void restore() const;
    void save_textures();
    void save_images();
    BufferBinding save_buffer(GLenum binding, GLenum start, GLenum size, GLuint index) const;
    void restore_textures() const;
    void restore_images() const;
    void restore_buffer(GLenum target, GLuint index, const BufferBinding& saved) const;

    const GladGLContext& gl_;
    const bool restores_;
    GLint program_ = 0;
    GLint active_texture_ = GL_TEXTURE0;
    std::array<TextureUnit, TAPESTRY_TEXTURE_UNITS> textures_;
    std::array<ImageUnit, TAPESTRY_IMAGE_UNITS> images_;
    GLint uniform_buffer_ = 0;
    GLint storage_buffer_ = 0;
    GLint indirect_buffer_ = 0;
    std::array<BufferBinding, TAPESTRY_UNIFORM_BINDINGS> uniforms_;
    std::array<BufferBinding, TAPESTRY_STORAGE_BINDINGS> storage_;
};

}  // namespace tapestry
