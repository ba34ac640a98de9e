#include "gl/uniform_ring.h"

#include <algorithm>
#include <cassert>

#include "shared/layout.h"

namespace tapestry {
namespace {

// The largest alignment that GL lets a driver ask for, so a smaller slot would waste the rest anyway.
constexpr std::size_t slot_bytes = 256;
// Three frames in flight of two effects of 16 layers each, three passes over tiles a layer, and some.
constexpr std::size_t slots = 512;

}  // namespace

Result<UniformRing> UniformRing::create(const GladGLContext& gl) {
    GLint alignment = 1;
    gl.GetIntegerv(GL_UNIFORM_BUFFER_OFFSET_ALIGNMENT, &alignment);
    const std::size_t stride = std::max(slot_bytes, static_cast<std::size_t>(alignment));
    Result<Buffer> buffer = create_buffer(gl, GL_UNIFORM_BUFFER, stride * slots, nullptr, GL_DYNAMIC_DRAW,
                                          "tapestry pass blocks");
    if (!buffer) return buffer.error();
    return UniformRing(gl, std::move(*buffer), stride);
}

UniformRing::UniformRing(const GladGLContext& gl, Buffer buffer, std::size_t stride)
    : gl_(&gl), buffer_(std::move(buffer)), stride_(stride) {}

void UniformRing::bind(std::span<const std::byte> block) {
    assert(block.size() <= slot_bytes && "UniformRing::bind: the block fits into a slot");
    const auto offset = static_cast<GLintptr>(next_ * stride_);
    const auto size = static_cast<GLsizeiptr>(block.size());
    gl_->BindBuffer(GL_UNIFORM_BUFFER, buffer_.name());
    gl_->BufferSubData(GL_UNIFORM_BUFFER, offset, size, block.data());
    gl_->BindBufferRange(GL_UNIFORM_BUFFER, TAPESTRY_UNIFORM_PASS, buffer_.name(), offset, size);
    next_ = (next_ + 1) % slots;
}

}  // namespace tapestry
