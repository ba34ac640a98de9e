/// The passes' uniform blocks, one slot of one buffer after the other, so that a write seldom meets a slot
/// that the GPU still reads.
#pragma once

#include <cstddef>
#include <span>

#include "gl/gl_objects.h"

namespace tapestry {

class UniformRing {
  public:
    /// Error: no memory.
    static Result<UniformRing> create(const GladGLContext& gl);

    /// Copies a block into the next slot and binds the slot to TAPESTRY_UNIFORM_PASS.
    void bind(std::span<const std::byte> block);

  private:
    UniformRing(const GladGLContext& gl, Buffer buffer, std::size_t stride);

    const GladGLContext* gl_;
    Buffer buffer_;
    std::size_t stride_;
    std::size_t next_ = 0;
};

}  // namespace tapestry
