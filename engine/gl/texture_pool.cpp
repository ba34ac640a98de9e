#include "gl/texture_pool.h"

#include <algorithm>
#include <cassert>

#include "core/error_of.h"

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

std::size_t texture_bytes(GLenum format, int width, int height) {
    return pixel_bytes(format) * static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

}  // namespace

Result<TexturePool::Lease> TexturePool::lease(GLenum format, int width, int height) {
    ++leases_;
    Slot* slot = find_free(format, width, height);
    if (!slot) {
        drop_stale();
        if (const std::size_t wanted = texture_bytes(format, width, height); !make_room(wanted))
            return error_of("transient textures: ", bytes(), " bytes are in use and ", wanted,
                            " more do not fit under the cap of ", most_bytes_);
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
    for (const auto& slot : slots_) sum += texture_bytes(slot->format, slot->width, slot->height);
    return sum;
}

void TexturePool::cap(std::size_t most_bytes) {
    most_bytes_ = most_bytes;
    make_room(0);
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

bool TexturePool::make_room(std::size_t wanted) {
    const auto fits = [&] { return most_bytes_ == 0 || bytes() + wanted <= most_bytes_; };
    if (!fits()) release();
    return fits();
}

void TexturePool::drop_stale() {
    std::erase_if(slots_, [this](const auto& slot) {
        return !slot->leased && leases_ - slot->last_lease > stale_leases;
    });
}

}  // namespace tapestry
