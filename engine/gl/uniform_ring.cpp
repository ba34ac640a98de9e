#include "gl/uniform_ring.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace tapestry {
namespace {

// A dozen frames of the effect with most passes, so that fences are made seldom.
constexpr std::size_t first_part_bytes = 128 * 1024;

std::size_t up_to_multiple(std::size_t bytes, std::size_t step) {
    return (bytes + step - 1) / step * step;
}

}  // namespace

Result<UniformRing> UniformRing::create(const GladGLContext& gl) {
    GLint alignment = 1;
    gl.GetIntegerv(GL_UNIFORM_BUFFER_OFFSET_ALIGNMENT, &alignment);
    UniformRing ring(gl, static_cast<std::size_t>(std::max(alignment, 16)));
    if (Result<void> status = ring.make(first_part_bytes); !status) return status.error();
    return ring;
}

/// What passes in flight still read of the buffer before lives until they have.
Result<void> UniformRing::make(std::size_t part_bytes) {
    Result<Buffer> buffer = create_buffer(*gl_, GL_UNIFORM_BUFFER, parts * part_bytes, nullptr,
                                          GL_DYNAMIC_DRAW, "tapestry pass blocks");
    if (!buffer) return buffer.error();
    buffer_ = std::move(*buffer);
    fences_ = {};
    part_bytes_ = part_bytes;
    part_ = used_ = 0;
    return {};
}

Result<void> UniformRing::reserve(std::size_t bytes) {
    if (bytes <= part_bytes_) return {};
    return make(up_to_multiple(2 * bytes, alignment_));
}

void UniformRing::begin_next_part() {
    fences_[part_] = Fence(*gl_);
    part_ = (part_ + 1) % parts;
    used_ = 0;
    fences_[part_].wait();
    fences_[part_] = Fence();
}

GLintptr UniformRing::write(std::span<const std::byte> bytes) {
    assert(bytes.size() <= part_bytes_ && "UniformRing::write: there is room");
    if (used_ + bytes.size() > part_bytes_) begin_next_part();
    const auto offset = static_cast<GLintptr>(part_ * part_bytes_ + used_);
    const auto size = static_cast<GLsizeiptr>(bytes.size());
    used_ += up_to_multiple(bytes.size(), alignment_);
    gl_->BindBuffer(GL_UNIFORM_BUFFER, buffer_.name());
    void* const memory =
        gl_->MapBufferRange(GL_UNIFORM_BUFFER, offset, size,
                            GL_MAP_WRITE_BIT | GL_MAP_UNSYNCHRONIZED_BIT | GL_MAP_INVALIDATE_RANGE_BIT);
    if (memory) std::memcpy(memory, bytes.data(), bytes.size());
    // Where it cannot be mapped, or what was written was lost.
    if (!memory || !gl_->UnmapBuffer(GL_UNIFORM_BUFFER))
        gl_->BufferSubData(GL_UNIFORM_BUFFER, offset, size, bytes.data());
    return offset;
}

}  // namespace tapestry
