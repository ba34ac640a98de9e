/// How far around a picture the layers of a cascade are computed.
#pragma once

#include <cstddef>

#include "tapestry/export.h"
#include "tapestry/tap_table.h"

namespace tapestry {

/// The farthest that a layer's taps read from their pixel, by any entry.
TAPESTRY_CORE_EXPORT float layer_reach_px(const TapTable& table, std::size_t layer);

/// Pixels on every side of the picture for which layers that reach so far together, all but the first, find
/// what they read. The first needs none: it reads the picture, whose edge goes on around it by itself. In
/// steps of 8, so that textures stay as they are while a size changes, up to 512, where the edge of the
/// margin goes on in its turn.
TAPESTRY_CORE_EXPORT int cascade_margin_px(double later_reach_px, std::size_t layers);

/// Of a table whose offsets are multiplied by this, with parameters up to its last knots.
TAPESTRY_CORE_EXPORT int cascade_margin_px(const TapTable& table, double offset_scale);

}  // namespace tapestry
