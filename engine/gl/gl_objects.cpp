#include "gl/gl_objects.h"

#include "core/error_of.h"

namespace tapestry {
namespace {

/// Takes the error that a call of ours has just left. Only called when it failed for certain: asking at other
/// times would swallow an error that the host has yet to read.
void take_own_error(const GladGLContext& gl) {
    gl.GetError();
}

}  // namespace

void Fence::wait() const {
    constexpr GLuint64 second_ns = 1'000'000'000;
    GLenum status = sync_ ? GL_TIMEOUT_EXPIRED : GL_ALREADY_SIGNALED;
    while (status == GL_TIMEOUT_EXPIRED)
        status = gl_->ClientWaitSync(sync_, GL_SYNC_FLUSH_COMMANDS_BIT, second_ns);
}

void label_object(const GladGLContext& gl, GLenum identifier, GLuint name, std::string_view label) {
    if (!gl.ObjectLabel) return;
    gl.ObjectLabel(identifier, name, static_cast<GLsizei>(label.size()), label.data());
}

Result<Texture> create_texture(const GladGLContext& gl, GLenum format, int width, int height,
                               std::string_view label) {
    GLuint name = 0;
    gl.GenTextures(1, &name);
    Texture texture(gl, name);
    gl.BindTexture(GL_TEXTURE_2D, name);
    gl.TexStorage2D(GL_TEXTURE_2D, 1, format, width, height);
    GLint allocated = GL_FALSE;
    gl.GetTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_IMMUTABLE_FORMAT, &allocated);
    if (!allocated) {
        take_own_error(gl);
        return error_of(label, ": the driver has no texture of ", width, " x ", height, " pixels for it");
    }
    label_object(gl, GL_TEXTURE, name, label);
    return texture;
}

Result<Buffer> create_buffer(const GladGLContext& gl, GLenum target, std::size_t size, const void* data,
                             GLenum usage, std::string_view label) {
    GLuint name = 0;
    gl.GenBuffers(1, &name);
    Buffer buffer(gl, name);
    gl.BindBuffer(target, name);
    gl.BufferData(target, static_cast<GLsizeiptr>(size), data, usage);
    GLint64 allocated = 0;
    gl.GetBufferParameteri64v(target, GL_BUFFER_SIZE, &allocated);
    if (static_cast<std::size_t>(allocated) != size) {
        take_own_error(gl);
        return error_of(label, ": the driver has no buffer of ", size, " bytes for it");
    }
    label_object(gl, GL_BUFFER, name, label);
    return buffer;
}

Sampler create_sampler(const GladGLContext& gl, GLint filter, std::string_view label) {
    GLuint name = 0;
    gl.GenSamplers(1, &name);
    gl.SamplerParameteri(name, GL_TEXTURE_MIN_FILTER, filter);
    gl.SamplerParameteri(name, GL_TEXTURE_MAG_FILTER, filter);
    gl.SamplerParameteri(name, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    gl.SamplerParameteri(name, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    label_object(gl, GL_SAMPLER, name, label);
    return Sampler(gl, name);
}

}  // namespace tapestry
