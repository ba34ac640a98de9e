/// Our effect's sprites alone, for rivals that are to have them too.
#pragma once

#include <functional>

#include "rivals/dof_rival.h"
#include "tapestry/depth_of_field.h"

namespace tapestry::demo {

/// Runs all of the effect on a frame and hands out its sprites, until the next call; frame.target is written.
/// What this takes beside the sprites is not the rival's: its time is not to be held against it. Error: as
/// DepthOfField's.
Result<std::function<Result<SpriteLayers>()>> dof_sprite_source(const Device& device,
                                                                const DepthOfFieldDescription& description,
                                                                const DepthOfFieldFrame& frame,
                                                                const DepthOfFieldOptions& options);

}  // namespace tapestry::demo
