/// Where textures of pictures' sizes come from: the driver, or the host's allocator.
#pragma once

#include <string_view>

#include "gl/gl_objects.h"
#include "tapestry/device.h"

namespace tapestry {

class TextureMemory {
  public:
    TextureMemory(const GladGLContext& gl, TextureAllocator host) : gl_(&gl), host_(std::move(host)) {}

    /// A texture, which goes back to where it came from. The memory outlives it.
    class Owned {
      public:
        Owned() = default;
        Owned(const TextureMemory& memory, GLuint name) : memory_(&memory), name_(name) {}
        Owned(Owned&& other) noexcept : memory_(std::exchange(other.memory_, nullptr)), name_(other.name_) {}
        Owned& operator=(Owned&& other) noexcept {
            std::swap(memory_, other.memory_);
            std::swap(name_, other.name_);
            return *this;
        }
        ~Owned() {
            if (memory_) memory_->destroy(name_);
        }

        GLuint name() const { return name_; }

      private:
        const TextureMemory* memory_ = nullptr;
        GLuint name_ = 0;
    };

    /// As create_texture. Error: the host or the driver has no memory for it.
    Result<Owned> create(GLenum format, int width, int height, std::string_view label) const;

  private:
    void destroy(GLuint name) const;

    const GladGLContext* gl_;
    TextureAllocator host_;  ///< empty: the driver's
};

}  // namespace tapestry
