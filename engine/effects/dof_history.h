/// What a view of DepthOfField remembers from frame to frame.
#pragma once

#include <array>
#include <glm/vec2.hpp>
#include <memory>

#include "gl/device_state.h"
#include "gl/texture_memory.h"
#include "tapestry/texture.h"

namespace tapestry {

/// A frame reads what the last one has written, and writes the other.
struct Remembered {
    std::array<TextureMemory::Owned, 2> textures = {};
    unsigned newest = 0;
    bool is_empty = true;  ///< no frame has written yet

    GLuint last() const { return textures[newest].name(); }
    GLuint next() const { return textures[1 - newest].name(); }
    void keep_next() {
        newest = 1 - newest;
        is_empty = false;
    }
};

/// The picture that was shown, RGBA16F: linear light, and by how much it was steadied.
struct RememberedPicture : Remembered {
    glm::ivec2 size = {};  ///< (0, 0): there are no textures
    Row0 row0 = Row0::bottom;

    /// Has textures of this size, and forgets what was of another. Error: no memory. Binds to the active
    /// unit.
    Result<void> fit(const TextureMemory& memory, glm::ivec2 wanted, Row0 wanted_row0);
};

struct DofHistory {
    std::shared_ptr<DeviceState> device;
    Remembered inverse_focus;   ///< R32F: 1/m in focus
    Remembered splits;          ///< RGBA16F: what dof_splits.comp has chosen
    RememberedPicture picture;  ///< of frames that are steadied

    static Result<std::unique_ptr<DofHistory>> create(std::shared_ptr<DeviceState> device);
};

}  // namespace tapestry
