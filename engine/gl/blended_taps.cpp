#include "gl/blended_taps.h"

#include "shared/layout.h"
#include "tapestry/tap_table.h"

namespace tapestry {
namespace {

constexpr GLsizeiptr layer_bytes = sizeof(layout::TapestryBlendedLayer);

}  // namespace

Result<BlendedTaps> BlendedTaps::create(const GladGLContext& gl) {
    Result<Buffer> buffer = create_buffer(gl, GL_SHADER_STORAGE_BUFFER, limits::max_layers * layer_bytes,
                                          nullptr, GL_DYNAMIC_COPY, "tapestry blended taps");
    if (!buffer) return buffer.error();
    return BlendedTaps(gl, std::move(*buffer));
}

BlendedTaps::BlendedTaps(const GladGLContext& gl, Buffer buffer) : gl_(&gl), buffer_(std::move(buffer)) {}

void BlendedTaps::bind_storage() const {
    gl_->BindBufferBase(GL_SHADER_STORAGE_BUFFER, TAPESTRY_STORAGE_BLENDED, buffer_.name());
}

void BlendedTaps::bind_layer(GLuint layer) const {
    gl_->BindBufferRange(GL_UNIFORM_BUFFER, TAPESTRY_UNIFORM_TAPS, buffer_.name(), layer * layer_bytes,
                         layer_bytes);
}

}  // namespace tapestry
