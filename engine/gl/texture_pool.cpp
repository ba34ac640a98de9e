#include "gl/texture_pool.h"

#include <algorithm>
#include <cassert>

namespace tapestry {
namespace {

// A texture that so many leases in a row have passed over belongs to a size that is not drawn any more: a
// window being dragged to another size would otherwise leave one set behind per frame. A frame of several
// effects makes a few dozen leases, and must find all its textures again in the next one.
constexpr std::uint64_t stale_leases = 128;

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

}  // namespace

Result<TexturePool::Lease> TexturePool::lease(GLenum format, int width, int height) {
    ++leases_;
    Slot* slot = find_free(format, width, height);
    if (!slot) {
        drop_stale();
        Result<Texture> texture = create_texture(*gl_, format, width, height, "tapestry transient");
        if (!texture) return texture.error();
        slots_.push_back(std::make_unique<Slot>(Slot{std::move(*texture), format, width, height}));
        slot = slots_.back().get();
    }
    slot->last_lease = leases_;
    slot->leased = true;
    return Lease(*slot);
}

std::size_t TexturePool::bytes() const {
    std::size_t sum = 0;
    for (const auto& slot : slots_)
        sum += pixel_bytes(slot->format) * static_cast<std::size_t>(slot->width) *
               static_cast<std::size_t>(slot->height);
    return sum;
}

void TexturePool::release() {
    std::erase_if(slots_, [](const auto& slot) { return !slot->leased; });
}

TexturePool::Slot* TexturePool::find_free(GLenum format, int width, int height) {
    for (const auto& slot : slots_)
        if (!slot->leased && slot->format == format && slot->width == width && slot->height == height)
            return slot.get();
    return nullptr;
}

void TexturePool::drop_stale() {
    std::erase_if(slots_, [this](const auto& slot) {
        return !slot->leased && leases_ - slot->last_lease > stale_leases;
    });
}

}  // namespace tapestry
