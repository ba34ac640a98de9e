/// Move-only owners of GL objects. They delete in the context that is current when they go.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <utility>

#include "glad/gl.h"
#include "tapestry/result.h"

namespace tapestry {

/// Owns one GL name. Kind::destroy deletes it.
template <class Kind>
class GlObject {
  public:
    GlObject() = default;
    GlObject(const GladGLContext& gl, GLuint name) : gl_(&gl), name_(name) {}
    GlObject(GlObject&& other) noexcept : gl_(other.gl_), name_(std::exchange(other.name_, 0)) {}
    GlObject& operator=(GlObject&& other) noexcept {
        std::swap(gl_, other.gl_);
        std::swap(name_, other.name_);
        return *this;
    }
    ~GlObject() {
        if (name_ != 0) Kind::destroy(*gl_, name_);
    }

    GLuint name() const { return name_; }
    /// To another owner.
    GLuint release() { return std::exchange(name_, 0); }

  private:
    const GladGLContext* gl_ = nullptr;
    GLuint name_ = 0;
};

struct TextureKind {
    static void destroy(const GladGLContext& gl, GLuint name) { gl.DeleteTextures(1, &name); }
};
struct BufferKind {
    static void destroy(const GladGLContext& gl, GLuint name) { gl.DeleteBuffers(1, &name); }
};
struct SamplerKind {
    static void destroy(const GladGLContext& gl, GLuint name) { gl.DeleteSamplers(1, &name); }
};
struct ShaderKind {
    static void destroy(const GladGLContext& gl, GLuint name) { gl.DeleteShader(name); }
};
struct ProgramKind {
    static void destroy(const GladGLContext& gl, GLuint name) { gl.DeleteProgram(name); }
};

using Texture = GlObject<TextureKind>;
using Buffer = GlObject<BufferKind>;
using Sampler = GlObject<SamplerKind>;
using Shader = GlObject<ShaderKind>;
using Program = GlObject<ProgramKind>;

/// Owns a fence, which is behind what GL was told to do before it was made. Or none.
class Fence {
  public:
    Fence() = default;
    explicit Fence(const GladGLContext& gl)
        : gl_(&gl), sync_(gl.FenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0)) {}
    Fence(Fence&& other) noexcept : gl_(other.gl_), sync_(std::exchange(other.sync_, nullptr)) {}
    Fence& operator=(Fence&& other) noexcept {
        std::swap(gl_, other.gl_);
        std::swap(sync_, other.sync_);
        return *this;
    }
    ~Fence() {
        if (sync_) gl_->DeleteSync(sync_);
    }

    /// Until the GPU has come as far, or cannot any more.
    void wait() const;

  private:
    const GladGLContext* gl_ = nullptr;
    GLsync sync_ = nullptr;
};

/// Names an object for graphics debuggers, where the driver can. `identifier` is GL_TEXTURE, GL_BUFFER, ...
void label_object(const GladGLContext& gl, GLenum identifier, GLuint name, std::string_view label);

/// An immutable GL_TEXTURE_2D of one level, bound to the active unit. Error: the driver has no memory for it.
Result<Texture> create_texture(const GladGLContext& gl, GLenum format, int width, int height,
                               std::string_view label);

/// A buffer of `size` bytes, bound to `target`; `data` may be null. Error: the driver has no memory for it.
Result<Buffer> create_buffer(const GladGLContext& gl, GLenum target, std::size_t size, const void* data,
                             GLenum usage, std::string_view label);

/// GL_LINEAR or GL_NEAREST, no mipmaps, clamp to edge.
Sampler create_sampler(const GladGLContext& gl, GLint filter, std::string_view label);

}  // namespace tapestry
