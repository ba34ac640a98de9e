/// What a view of DepthOfField remembers from frame to frame.
#pragma once

#include <array>
#include <memory>

#include "gl/device_state.h"
#include "gl/gl_objects.h"

namespace tapestry {

struct DofHistory {
    std::shared_ptr<DeviceState> device;
    /// R32F, one pixel each: 1/m in focus; a frame reads the newest and writes the other.
    std::array<Texture, 2> inverse_focus = {};
    unsigned newest = 0;
    bool needs_first_focus = true;  ///< no frame has looked yet
    /// RGBA16F, one pixel each: the same of where slices part.
    std::array<Texture, 2> splits = {};
    unsigned newest_splits = 0;
    bool needs_first_splits = true;
};

}  // namespace tapestry
