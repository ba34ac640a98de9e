/// What the last passes of a frame write.
#pragma once

#include "gl/host_texture.h"
#include "gl/pass_list.h"

namespace tapestry {

/// The host's target; where images cannot be stored to that, a texture of ours of its size and as many bytes
/// a pixel, which is copied there within the region.
PassTexture target_of(PassList& passes, const HostFrame& frame, const Area& region);

}  // namespace tapestry
