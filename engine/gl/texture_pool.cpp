#include "gl/texture_pool.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <glm/common.hpp>
#include <glm/vector_relational.hpp>

#include "core/error_of.h"

namespace tapestry {
namespace {

// A texture may have so many times the pixels of its picture. Less than 4, because pictures of half the
// resolution would else take the textures of full ones, which then have to be made again; and memory is dear.
// With 2 a dynamic resolution down to 71 % on each axis lives in one set of textures, down to 50 % in two.
constexpr std::int64_t largest_waste = 2;
// And so many more, of whatever size, which is less than a page of memory: of the ends of pyramids there are
// many, all of different sizes.
constexpr std::int64_t pixels_of_no_account = 16 * 16;

std::size_t pixel_bytes(GLenum format) {
    switch (format) {
        case GL_R32F:
            return 4;
        case GL_RGBA16F:
            return 8;
        case GL_RGBA32F:
            return 16;
        default:
            assert(false && "pixel_bytes: a format that the effects use");
            return 0;
    }
}

std::int64_t pixels(glm::ivec2 size) {
    return std::int64_t{size.x} * size.y;
}

std::size_t texture_bytes(GLenum format, glm::ivec2 size) {
    return pixel_bytes(format) * static_cast<std::size_t>(pixels(size));
}

bool may_hold(glm::ivec2 texture, glm::ivec2 picture) {
    return glm::all(glm::greaterThanEqual(texture, picture)) &&
           pixels(texture) <= largest_waste * pixels(picture) + pixels_of_no_account;
}

/// Room to grow, up to a quarter of the size and at least to 16: four steps an octave, so that a window that
/// is dragged larger comes to a new size now and then instead of every frame.
int with_room(int pixels) {
    const int step = std::max(16, static_cast<int>(std::bit_floor(static_cast<unsigned>(pixels))) / 4);
    return (pixels + step - 1) / step * step;
}

glm::ivec2 grown(glm::ivec2 texture, glm::ivec2 picture) {
    const glm::ivec2 size = glm::max(texture, picture);
    return {with_room(size.x), with_room(size.y)};
}

}  // namespace

Result<TexturePool::Lease> TexturePool::lease(GLenum format, int width, int height) {
    const glm::ivec2 picture(width, height);
    Slot* slot = find_free(format, picture);
    if (!slot) {
        Result<Slot*> made = make(format, picture);
        if (!made) return made.error();
        slot = *made;
    }
    if (slot->picture != picture) last_change_ = frame_;  // one that was just made is for none yet
    slot->picture = picture;
    slot->last_frame = frame_;
    slot->leased = true;
    return Lease(*slot);
}

void TexturePool::end_frame() {
    ++frame_;
    const bool is_settled = frame_ - last_change_ > frames_kept;
    std::erase_if(slots_, [&](const auto& slot) {
        const bool is_stale = frame_ - slot->last_frame > frames_kept;
        return !slot->leased && (is_stale || (is_settled && slot->size != slot->picture));
    });
}

std::size_t TexturePool::bytes() const {
    std::size_t sum = 0;
    for (const auto& slot : slots_) sum += texture_bytes(slot->format, slot->size);
    return sum;
}

void TexturePool::cap(std::size_t most_bytes) {
    most_bytes_ = most_bytes;
    lends_larger_ = true;
    make_room(0);
}

void TexturePool::release() {
    std::erase_if(slots_, [](const auto& slot) { return !slot->leased; });
}

bool TexturePool::give_up_larger() {
    if (!std::exchange(was_full_, false) || !lends_larger_) return false;
    lends_larger_ = false;
    release();
    return true;
}

/// The smallest that will do, so that what is larger stays for larger pictures.
TexturePool::Slot* TexturePool::find_free(GLenum format, glm::ivec2 picture) {
    Slot* found = nullptr;
    for (const auto& slot : slots_) {
        if (slot->leased || slot->format != format) continue;
        const bool fits = lends_larger_ ? may_hold(slot->size, picture) : slot->size == picture;
        if (fits && (!found || pixels(slot->size) < pixels(found->size))) found = slot.get();
    }
    return found;
}

/// A texture that could serve its own pictures and this one if it were larger: the largest of these.
TexturePool::Slot* TexturePool::find_outgrown(GLenum format, glm::ivec2 picture) {
    if (!lends_larger_) return nullptr;
    Slot* found = nullptr;
    for (const auto& slot : slots_) {
        if (slot->leased || slot->format != format) continue;
        const glm::ivec2 size = grown(slot->size, picture);
        const bool serves_both = may_hold(size, picture) && may_hold(size, slot->picture);
        if (serves_both && (!found || pixels(slot->size) > pixels(found->size))) found = slot.get();
    }
    return found;
}

Result<TexturePool::Slot*> TexturePool::make(GLenum format, glm::ivec2 picture) {
    if (Slot* const outgrown = find_outgrown(format, picture)) {
        const glm::ivec2 size = grown(outgrown->size, picture);
        std::erase_if(slots_, [&](const auto& slot) { return slot.get() == outgrown; });
        if (Result<Texture> texture = make_texture(format, size)) {
            slots_.push_back(std::make_unique<Slot>(Slot{std::move(*texture), format, size}));
            return slots_.back().get();
        }
    }
    Result<Texture> texture = make_texture(format, picture);
    if (!texture) return texture.error();
    slots_.push_back(std::make_unique<Slot>(Slot{std::move(*texture), format, picture}));
    return slots_.back().get();
}

Result<Texture> TexturePool::make_texture(GLenum format, glm::ivec2 size) {
    if (const std::size_t wanted = texture_bytes(format, size); !make_room(wanted)) {
        was_full_ = true;
        return error_of("transient textures: ", bytes(), " bytes are in use and ", wanted,
                        " more do not fit under the cap of ", most_bytes_);
    }
    return create_texture(*gl_, format, size.x, size.y, "tapestry transient");
}

bool TexturePool::make_room(std::size_t wanted) {
    const auto fits = [&] { return most_bytes_ == 0 || bytes() + wanted <= most_bytes_; };
    if (!fits()) release();
    return fits();
}

}  // namespace tapestry
