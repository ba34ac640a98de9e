/// Transient textures that the effects share: lent for the length of a frame, kept for the next ones.
///
/// An effect asks for all of its textures at once, the largest first (pass_list.h), but pictures change their
/// size, from view to view or from frame to frame. So the pool has a row of textures of each format, and the
/// first that an effect asks for is always the first of the row, and so on, made larger where it is too
/// small; shaders know what to do where it is too large (shaders/include/edge.glsl): pictures then differ by
/// the rounding of positions alone. Views and effects of different sizes share one row, as large as the
/// largest of them needs, and a resolution that changes every frame settles on one, too. (The smallest
/// texture that fits, in place of the next of the row: pictures of half the resolution take those of full
/// ones, and a dynamic resolution still makes textures after a hundred frames.)
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <glm/vec2.hpp>
#include <memory>
#include <vector>

#include "gl/texture_memory.h"

namespace tapestry {

/// After so many frames without use a transient goes: a second at 60 Hz.
inline constexpr std::uint64_t frames_kept = 60;

class TexturePool {
    struct Slot {
        GLenum format = GL_NONE;
        TextureMemory::Owned texture = {};
        glm::ivec2 size = {};     ///< of the texture; 0: there is none now
        glm::ivec2 picture = {};  ///< that it was last lent for
        std::array<glm::ivec2, 2> largest =
            {};  ///< pictures, in this span of frames_kept frames and the last
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

    /// most_bytes: as Device::set_transient_limit.
    TexturePool(const TextureMemory& memory, std::size_t most_bytes)
        : memory_(&memory), most_bytes_(most_bytes) {}

    /// A texture for a picture of this size, with undefined contents; it may be larger. Binds it to the
    /// active unit when it has to be made. Error: no memory, or no room under the cap even without the
    /// textures that are not on loan.
    Result<Lease> lease(GLenum format, int width, int height);

    /// Deletes what no frame has used for `frames_kept` frames, and what has been much too large for as long.
    void end_frame();

    std::size_t bytes() const;

    void cap(std::size_t most_bytes);

    /// Deletes every texture that is not on loan.
    void release();

    /// After a lease that found no room under the cap: lends no larger textures from now on and returns true,
    /// once, where it did so before; what failed may then fit.
    bool give_up_larger();

  private:
    bool may_lend(const Slot& slot, glm::ivec2 picture) const;
    Slot& next_slot(GLenum format, glm::ivec2 picture);
    static void discard(Slot& slot);
    Result<void> make(Slot& slot, glm::ivec2 size);
    Result<void> make_larger(Slot& slot, glm::ivec2 picture);
    bool make_room(std::size_t wanted);

    const TextureMemory* memory_;
    std::vector<std::unique_ptr<Slot>> slots_;  // all rows; leases point at slots
    std::uint64_t frame_ = 0;
    std::uint64_t last_change_ = 0;  ///< frame in which a texture was last lent for another size
    std::size_t most_bytes_ = 0;
    bool lends_larger_ = true;
    bool was_full_ = false;  ///< a lease found no room under the cap
};

}  // namespace tapestry
