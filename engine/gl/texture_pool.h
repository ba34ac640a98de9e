/// Transient textures that the effects share: lent for the length of a pass or two, kept for the next frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "gl/gl_objects.h"

namespace tapestry {

class TexturePool {
    struct Slot {
        Texture texture;
        GLenum format = GL_NONE;
        int width = 0;
        int height = 0;
        std::uint64_t last_lease = 0;
        bool leased = false;
    };

  public:
    /// A texture on loan; goes back to the pool, which must outlive it, on destruction.
    class Lease {
      public:
        Lease() = default;
        explicit Lease(Slot& slot) : slot_(&slot) {}
        Lease(Lease&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
        Lease& operator=(Lease&& other) noexcept {
            std::swap(slot_, other.slot_);
            return *this;
        }
        ~Lease() {
            if (slot_) slot_->leased = false;
        }

        GLuint name() const { return slot_->texture.name(); }
        GLenum format() const { return slot_->format; }

      private:
        Slot* slot_ = nullptr;
    };

    /// most_bytes: as Device::cap_transient.
    TexturePool(const GladGLContext& gl, std::size_t most_bytes) : gl_(&gl), most_bytes_(most_bytes) {}

    /// A texture with undefined contents. Binds it to the active unit when it has to be made. Error: no
    /// memory, or no room under the cap even without the textures that are not on loan.
    Result<Lease> lease(GLenum format, int width, int height);

    std::size_t bytes() const;

    void cap(std::size_t most_bytes);

    /// Deletes every texture that is not on loan.
    void release();

  private:
    Slot* find_free(GLenum format, int width, int height);
    void drop_stale();
    bool make_room(std::size_t wanted);

    const GladGLContext* gl_;
    std::vector<std::unique_ptr<Slot>> slots_;  // leases point at slots
    std::uint64_t leases_ = 0;
    std::size_t most_bytes_ = 0;
};

}  // namespace tapestry
