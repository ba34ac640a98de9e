/// Transient textures that the effects share: lent for the length of a frame, kept for the next ones.
///
/// Pictures change their size, from view to view or from frame to frame. A texture may therefore be larger
/// than the picture that it is lent for (see include/edge.glsl for what shaders do about that), up to
/// twice as large: dynamic resolution then settles on a few textures, and views of different
/// sizes share them. Where a texture of just that size is free, that one is lent; and where nothing is, one
/// of that size is made, so that a host whose pictures all have one size has textures of that size.
#pragma once

#include <cstddef>
#include <cstdint>
#include <glm/vec2.hpp>
#include <memory>
#include <vector>

#include "gl/gl_objects.h"

namespace tapestry {

/// Of use by no frame for so many frames, a transient goes: a second at 60 Hz.
inline constexpr std::uint64_t frames_kept = 60;

class TexturePool {
    struct Slot {
        Texture texture;
        GLenum format = GL_NONE;
        glm::ivec2 size = {};     ///< of the texture
        glm::ivec2 picture = {};  ///< that it was last lent for
        std::uint64_t last_frame = 0;
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

    /// A texture for a picture of this size, with undefined contents. Binds it to the active unit when it has
    /// to be made. Error: no memory, or no room under the cap even without the textures that are not on loan.
    Result<Lease> lease(GLenum format, int width, int height);

    /// Deletes what no frame has used for `frames_kept` frames; and, where all pictures have kept their sizes
    /// for as long, textures that are larger than theirs.
    void end_frame();

    std::size_t bytes() const;

    void cap(std::size_t most_bytes);

    /// Deletes every texture that is not on loan.
    void release();

    /// After a lease that found no room under the cap: lends no larger textures from now on and returns true,
    /// once, where it did so before; what failed may then fit.
    bool give_up_larger();

  private:
    Slot* find_free(GLenum format, glm::ivec2 picture);
    Slot* find_outgrown(GLenum format, glm::ivec2 picture);
    Result<Slot*> make(GLenum format, glm::ivec2 picture);
    Result<Texture> make_texture(GLenum format, glm::ivec2 size);
    bool make_room(std::size_t wanted);

    const GladGLContext* gl_;
    std::vector<std::unique_ptr<Slot>> slots_;  // leases point at slots
    std::uint64_t frame_ = 0;
    std::uint64_t last_change_ = 0;  ///< frame in which a texture was last lent for another size
    std::size_t most_bytes_ = 0;
    bool lends_larger_ = true;
    bool was_full_ = false;  ///< a lease found no room under the cap
};

}  // namespace tapestry
