/// The GL state that device.h says apply() touches: saved on construction, put back on destruction. Does
/// neither with HostState::not_restored.
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

/// What glTexSubImage2D takes into account beside its arguments, neutral while this lives: pixels lie in
/// client memory, row after row. Put back on destruction, whatever becomes of the other state: textures are
/// uploaded only where effects are created.
class UnpackGuard {
  public:
    explicit UnpackGuard(const GladGLContext& gl);
    UnpackGuard(const UnpackGuard&) = delete;
    UnpackGuard& operator=(const UnpackGuard&) = delete;
    ~UnpackGuard();

  private:
    struct Parameter {
        GLenum name = GL_NONE;
        GLint neutral = 0;
        GLint saved = 0;
    };

    const GladGLContext& gl_;
    GLint buffer_ = 0;
    // Images, and what compressed blocks add, concern other calls; the order of bits only bitmaps.
    std::array<Parameter, 4> parameters_ = {{{GL_UNPACK_ALIGNMENT, 4},
                                             {GL_UNPACK_ROW_LENGTH, 0},
                                             {GL_UNPACK_SKIP_ROWS, 0},
                                             {GL_UNPACK_SKIP_PIXELS, 0}}};
    GLint swaps_bytes_ = GL_FALSE;  ///< desktop alone
};

}  // namespace tapestry
