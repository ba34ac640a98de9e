#include "gl/state_guard.h"

namespace tapestry {
namespace {

GLint integer(const GladGLContext& gl, GLenum name) {
    GLint value = 0;
    gl.GetIntegerv(name, &value);
    return value;
}

GLint integer_at(const GladGLContext& gl, GLenum name, GLuint index) {
    GLint value = 0;
    gl.GetIntegeri_v(name, index, &value);
    return value;
}

GLint64 integer64_at(const GladGLContext& gl, GLenum name, GLuint index) {
    GLint64 value = 0;
    gl.GetInteger64i_v(name, index, &value);
    return value;
}

}  // namespace

StateGuard::StateGuard(const GladGLContext& gl, HostState handling)
    : gl_(gl), restores_(handling == HostState::restored) {
    if (restores_) save();
}

StateGuard::~StateGuard() {
    if (restores_) restore();
}

void StateGuard::save() {
    program_ = integer(gl_, GL_CURRENT_PROGRAM);
    save_textures();
    save_images();
    uniform_buffer_ = integer(gl_, GL_UNIFORM_BUFFER_BINDING);
    storage_buffer_ = integer(gl_, GL_SHADER_STORAGE_BUFFER_BINDING);
    indirect_buffer_ = integer(gl_, GL_DISPATCH_INDIRECT_BUFFER_BINDING);
    for (GLuint index = 0; index < uniforms_.size(); ++index)
        uniforms_[index] =
            save_buffer(GL_UNIFORM_BUFFER_BINDING, GL_UNIFORM_BUFFER_START, GL_UNIFORM_BUFFER_SIZE, index);
    for (GLuint index = 0; index < storage_.size(); ++index)
        storage_[index] = save_buffer(GL_SHADER_STORAGE_BUFFER_BINDING, GL_SHADER_STORAGE_BUFFER_START,
                                      GL_SHADER_STORAGE_BUFFER_SIZE, index);
}

void StateGuard::restore() const {
    for (GLuint index = 0; index < storage_.size(); ++index)
        restore_buffer(GL_SHADER_STORAGE_BUFFER, index, storage_[index]);
    for (GLuint index = 0; index < uniforms_.size(); ++index)
        restore_buffer(GL_UNIFORM_BUFFER, index, uniforms_[index]);
    // Binding an index binds the generic target as well, so the generic ones come last.
    gl_.BindBuffer(GL_SHADER_STORAGE_BUFFER, static_cast<GLuint>(storage_buffer_));
    gl_.BindBuffer(GL_UNIFORM_BUFFER, static_cast<GLuint>(uniform_buffer_));
    gl_.BindBuffer(GL_DISPATCH_INDIRECT_BUFFER, static_cast<GLuint>(indirect_buffer_));
    restore_images();
    restore_textures();
    // A program that the host deleted while it was current goes the moment that another one takes its place.
    const auto program = static_cast<GLuint>(program_);
    gl_.UseProgram(gl_.IsProgram(program) ? program : 0);
}

void StateGuard::save_textures() {
    active_texture_ = integer(gl_, GL_ACTIVE_TEXTURE);
    for (GLuint unit = 0; unit < textures_.size(); ++unit) {
        gl_.ActiveTexture(GL_TEXTURE0 + unit);
        textures_[unit] = {integer(gl_, GL_TEXTURE_BINDING_2D), integer(gl_, GL_SAMPLER_BINDING)};
    }
    gl_.ActiveTexture(static_cast<GLenum>(active_texture_));
}

void StateGuard::restore_textures() const {
    for (GLuint unit = 0; unit < textures_.size(); ++unit) {
        gl_.ActiveTexture(GL_TEXTURE0 + unit);
        gl_.BindTexture(GL_TEXTURE_2D, static_cast<GLuint>(textures_[unit].texture));
        gl_.BindSampler(unit, static_cast<GLuint>(textures_[unit].sampler));
    }
    gl_.ActiveTexture(static_cast<GLenum>(active_texture_));
}

void StateGuard::save_images() {
    for (GLuint unit = 0; unit < images_.size(); ++unit)
        images_[unit] = {
            integer_at(gl_, GL_IMAGE_BINDING_NAME, unit),    integer_at(gl_, GL_IMAGE_BINDING_LEVEL, unit),
            integer_at(gl_, GL_IMAGE_BINDING_LAYERED, unit), integer_at(gl_, GL_IMAGE_BINDING_LAYER, unit),
            integer_at(gl_, GL_IMAGE_BINDING_ACCESS, unit),  integer_at(gl_, GL_IMAGE_BINDING_FORMAT, unit)};
}

void StateGuard::restore_images() const {
    for (GLuint unit = 0; unit < images_.size(); ++unit) {
        const ImageUnit& image = images_[unit];
        gl_.BindImageTexture(unit, static_cast<GLuint>(image.texture), image.level,
                             image.layered != 0 ? GL_TRUE : GL_FALSE, image.layer,
                             static_cast<GLenum>(image.access), static_cast<GLenum>(image.format));
    }
}

UnpackGuard::UnpackGuard(const GladGLContext& gl)
    : gl_(gl), buffer_(integer(gl, GL_PIXEL_UNPACK_BUFFER_BINDING)) {
    gl_.BindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
    for (Parameter& parameter : parameters_) {
        parameter.saved = integer(gl_, parameter.name);
        gl_.PixelStorei(parameter.name, parameter.neutral);
    }
    if (!gl_.VERSION_4_3) return;
    swaps_bytes_ = integer(gl_, GL_UNPACK_SWAP_BYTES);
    gl_.PixelStorei(GL_UNPACK_SWAP_BYTES, GL_FALSE);
}

UnpackGuard::~UnpackGuard() {
    if (gl_.VERSION_4_3) gl_.PixelStorei(GL_UNPACK_SWAP_BYTES, swaps_bytes_);
    for (const Parameter& parameter : parameters_) gl_.PixelStorei(parameter.name, parameter.saved);
    gl_.BindBuffer(GL_PIXEL_UNPACK_BUFFER, static_cast<GLuint>(buffer_));
}

StateGuard::BufferBinding StateGuard::save_buffer(GLenum binding, GLenum start, GLenum size,
                                                  GLuint index) const {
    return {integer_at(gl_, binding, index), integer64_at(gl_, start, index), integer64_at(gl_, size, index)};
}

void StateGuard::restore_buffer(GLenum target, GLuint index, const BufferBinding& saved) const {
    const auto buffer = static_cast<GLuint>(saved.buffer);
    if (saved.size == 0)
        gl_.BindBufferBase(target, index, buffer);
    else
        gl_.BindBufferRange(target, index, buffer, static_cast<GLintptr>(saved.start),
                            static_cast<GLsizeiptr>(saved.size));
}

}  // namespace tapestry
