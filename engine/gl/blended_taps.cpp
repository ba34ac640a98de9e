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
    return BlendedTaps(std::move(*buffer));
}

}  // namespace tapestry
