/// The passes' uniform blocks: a frame's are written at once, into memory that no pass in flight reads.
///
/// A buffer of a few parts, used one after the other, with a fence behind each. Blocks are written through
/// unsynchronised mappings, so that no driver copies or waits; where the GPU is so far behind that it still
/// reads the next part, the CPU waits for that.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "gl/gl_objects.h"

namespace tapestry {

class UniformRing {
  public:
    /// Error: no memory.
    static Result<UniformRing> create(const GladGLContext& gl);

    UniformRing(UniformRing&&) noexcept = default;
    UniformRing& operator=(UniformRing&&) noexcept = default;

    /// What blocks begin at multiples of.
    std::size_t alignment() const { return alignment_; }

    /// Makes room for so many bytes that are written at once. Error: no memory.
    Result<void> reserve(std::size_t bytes);

    /// Writes bytes for which there is room, and says where they begin. Binds GL_UNIFORM_BUFFER.
    GLintptr write(std::span<const std::byte> bytes);

    GLuint name() const { return buffer_.name(); }

  private:
    static constexpr std::size_t parts = 4;

    UniformRing(const GladGLContext& gl, std::size_t alignment) : gl_(&gl), alignment_(alignment) {}

    Result<void> make(std::size_t part_bytes);
    void begin_next_part();
    void wait_for(Fence& fence) const;

    const GladGLContext* gl_;
    std::size_t alignment_;
    Buffer buffer_;
    std::array<Fence, parts> fences_;  ///< behind the last reads of each part
    std::size_t part_bytes_ = 0;
    std::size_t part_ = 0;
    std::size_t used_ = 0;  ///< bytes of the part
};

}  // namespace tapestry
