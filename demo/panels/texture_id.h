/// Our textures as ImGui wants them named.
#pragma once

#include <imgui.h>

#include <cstdint>

#include "render/picture_texture.h"

namespace tapestry::demo {

inline ImTextureID texture_id(const PictureTexture& texture) {
    return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(texture.name()));
}

}  // namespace tapestry::demo
