#include "gl/texture_memory.h"

#include "core/error_of.h"

namespace tapestry {

Result<TextureMemory::Owned> TextureMemory::create(GLenum format, int width, int height,
                                                   std::string_view label) const {
    if (!host_.create) {
        Result<Texture> texture = create_texture(*gl_, format, width, height, label);
        if (!texture) return texture.error();
        return Owned(*this, texture->release());
    }
    const GLuint name = host_.create(format, width, height);
    if (name == 0)
        return error_of(label, ": the host's allocator has no texture of ", width, " x ", height,
                        " pixels for it");
    label_object(*gl_, GL_TEXTURE, name, label);
    return Owned(*this, name);
}

void TextureMemory::destroy(GLuint name) const {
    if (host_.destroy)
        host_.destroy(name);
    else
        TextureKind::destroy(*gl_, name);
}

}  // namespace tapestry
