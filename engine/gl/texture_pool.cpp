#include "gl/texture_pool.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <glm/common.hpp>
#include <glm/vector_relational.hpp>

#include "core/error_of.h"

namespace tapestry {
namespace {

std::size_t pixel_bytes(GLenum format) {
    switch (format) {
        case GL_R16F:
            return 2;
        case GL_R32F:
        case GL_RGBA8:
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

bool holds(glm::ivec2 texture, glm::ivec2 picture) {
    return glm::all(glm::greaterThanEqual(texture, picture));
}

/// Where one size was outgrown others will be: up to the next of four steps an octave, so that a window that
/// is dragged larger has new textures now and then and not in every frame. Pictures of all sizes from a half
/// to all of 1920 x 1080 end with 1.3 times the memory of the largest, and have it after some 20 frames; two
/// steps an octave make it 1.5 times and no fewer frames.
int with_room(int pixels) {
    const int step = std::max(16, static_cast<int>(std::bit_floor(static_cast<unsigned>(pixels))) / 4);
    return (pixels + step - 1) / step * step;
}

glm::ivec2 grown(glm::ivec2 texture, glm::ivec2 picture) {
    if (texture == glm::ivec2(0)) return picture;
    return {picture.x > texture.x ? with_room(picture.x) : texture.x,
            picture.y > texture.y ? with_room(picture.y) : texture.y};
}

/// What is this much larger than all that it was lent for is given back; a few pixels are of no account.
bool is_much_too_large(glm::ivec2 texture, glm::ivec2 largest) {
    return pixels(texture) > 2 * pixels(largest) + 32 * 32;
}

}  // namespace

Result<TexturePool::Lease> TexturePool::lease(GLenum format, int width, int height) {
    const glm::ivec2 picture(width, height);
    Slot& slot = next_slot(format, picture);
    if (!holds(slot.size, picture))
        if (Result<void> status = make_larger(slot, picture); !status) return status.error();
    if (slot.picture != picture) last_change_ = frame_;
    slot.picture = picture;
    slot.largest[0] = glm::max(slot.largest[0], picture);
    slot.last_frame = frame_;
    slot.leased = true;
    return Lease(slot);
}

void TexturePool::end_frame() {
    ++frame_;
    const bool is_settled = frame_ - last_change_ > frames_kept;
    const bool ends_span = frame_ % frames_kept == 0;
    for (const auto& slot : slots_) {
        const glm::ivec2 largest = glm::max(slot->largest[0], slot->largest[1]);
        if (ends_span) slot->largest = {glm::ivec2(0), slot->largest[0]};
        if (slot->leased || slot->size == glm::ivec2(0)) continue;
        const bool is_stale = frame_ - slot->last_frame > frames_kept;
        const bool is_loose = is_settled && slot->size != slot->picture;
        if (is_stale || is_loose || (ends_span && is_much_too_large(slot->size, largest))) discard(*slot);
    }
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
    for (const auto& slot : slots_)
        if (!slot->leased) discard(*slot);
}

bool TexturePool::give_up_larger() {
    if (!std::exchange(was_full_, false) || !lends_larger_) return false;
    lends_larger_ = false;
    release();
    return true;
}

/// Its place in the row stays.
void TexturePool::discard(Slot& slot) {
    slot.texture = {};
    slot.size = {};
}

bool TexturePool::may_lend(const Slot& slot, glm::ivec2 picture) const {
    if (slot.leased) return false;
    return lends_larger_ || slot.size == picture || slot.size == glm::ivec2(0);
}

TexturePool::Slot& TexturePool::next_slot(GLenum format, glm::ivec2 picture) {
    for (const auto& slot : slots_)
        if (slot->format == format && may_lend(*slot, picture)) return *slot;
    slots_.push_back(std::make_unique<Slot>(Slot{format}));
    return *slots_.back();
}

Result<void> TexturePool::make_larger(Slot& slot, glm::ivec2 picture) {
    const glm::ivec2 size = grown(slot.size, picture);
    discard(slot);
    if (size != picture && make(slot, size)) return {};
    return make(slot, picture);
}

Result<void> TexturePool::make(Slot& slot, glm::ivec2 size) {
    if (const std::size_t wanted = texture_bytes(slot.format, size); !make_room(wanted)) {
        was_full_ = true;
        return error_of("transient textures: ", bytes(), " bytes are in use and ", wanted,
                        " more do not fit under the cap of ", most_bytes_);
    }
    auto texture = memory_->create(slot.format, size.x, size.y, "tapestry transient");
    if (!texture) return texture.error();
    slot.texture = std::move(*texture);
    slot.size = size;
    return {};
}

bool TexturePool::make_room(std::size_t wanted) {
    const auto fits = [&] { return most_bytes_ == 0 || bytes() + wanted <= most_bytes_; };
    if (!fits()) release();
    return fits();
}

}  // namespace tapestry
