#include "gl/bindings.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace tapestry {

template <std::size_t count>
void Bindings::Units<count>::set(GLuint unit, GLuint name) {
    assert(unit < count && "Bindings: a unit that StateGuard puts back");
    if (std::exchange(names[unit], name) == name) return;
    first = std::min(first, unit);
    end = std::max(end, unit + 1);
}

void Bindings::forget() {
    program_ = indirect_ = unknown;
    textures_.forget();
    samplers_.forget();
    images_.forget();
    uniforms_.fill({});
    storage_.fill({});
}

void Bindings::use(GLuint program) {
    if (std::exchange(program_, program) != program) gl_->UseProgram(program);
}

void Bindings::set_texture(GLuint unit, GLuint texture, GLuint sampler) {
    textures_.set(unit, texture);
    samplers_.set(unit, sampler);
}

void Bindings::set_image(GLuint unit, GLuint texture, GLenum format) {
    // The same texture as another format is bound anew.
    if (std::exchange(image_formats_[unit], format) != format) images_.names[unit] = unknown;
    images_.set(unit, texture);
}

void Bindings::bind_units() {
    if (!textures_.is_bound()) bind_textures();
    if (!samplers_.is_bound()) bind_samplers();
    if (!images_.is_bound()) bind_images();
}

void Bindings::bind_textures() {
    if (gl_->BindTextures) {
        gl_->BindTextures(textures_.first, textures_.size(), &textures_.names[textures_.first]);
    } else {
        for (GLuint unit = textures_.first; unit < textures_.end; ++unit) {
            gl_->ActiveTexture(GL_TEXTURE0 + unit);
            gl_->BindTexture(GL_TEXTURE_2D, textures_.names[unit]);
        }
    }
    textures_.set_bound();
}

void Bindings::bind_samplers() {
    if (gl_->BindSamplers)
        gl_->BindSamplers(samplers_.first, samplers_.size(), &samplers_.names[samplers_.first]);
    else
        for (GLuint unit = samplers_.first; unit < samplers_.end; ++unit)
            gl_->BindSampler(unit, samplers_.names[unit]);
    samplers_.set_bound();
}

/// One by one: glBindImageTextures has no access to give, and binds for reading, too.
void Bindings::bind_images() {
    for (GLuint unit = images_.first; unit < images_.end; ++unit)
        gl_->BindImageTexture(unit, images_.names[unit], 0, GL_FALSE, 0, GL_WRITE_ONLY, image_formats_[unit]);
    images_.set_bound();
}

void Bindings::bind_range(GLenum target, GLuint binding, GLuint buffer, GLintptr offset, GLsizeiptr size) {
    const Range range = {buffer, offset, size};
    Range& bound = target == GL_UNIFORM_BUFFER ? uniforms_[binding] : storage_[binding];
    if (std::exchange(bound, range) == range) return;
    if (size == 0)
        gl_->BindBufferBase(target, binding, buffer);
    else
        gl_->BindBufferRange(target, binding, buffer, offset, size);
}

void Bindings::bind_indirect(GLuint buffer) {
    if (std::exchange(indirect_, buffer) != buffer) gl_->BindBuffer(GL_DISPATCH_INDIRECT_BUFFER, buffer);
}

}  // namespace tapestry
