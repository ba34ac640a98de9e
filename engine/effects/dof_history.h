/// What a view of DepthOfField remembers from frame to frame.
#pragma once

#include <array>
#include <memory>

#include "gl/device_state.h"
#include "gl/gl_objects.h"

namespace tapestry {

/// Textures of one pixel: a frame reads what the last one has written, and writes the other.
struct Remembered {
    std::array<Texture, 2> textures = {};
    unsigned newest = 0;
    bool is_empty = true;  ///< no frame has written yet

    GLuint last() const { return textures[newest].name(); }
    GLuint next() const { return textures[1 - newest].name(); }
    void keep_next() {
        newest = 1 - newest;
        is_empty = false;
    }
};

struct DofHistory {
    std::shared_ptr<DeviceState> device;
    Remembered inverse_focus;  ///< R32F: 1/m in focus
    Remembered splits;         ///< RGBA16F: what dof_splits.comp has chosen
};

}  // namespace tapestry
