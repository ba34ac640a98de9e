/// How much of a picture needs how much work: shares of its tiles of 16 x 16 pixels.
#pragma once

#include "effects/pixel_filter.h"

namespace tapestry::demo {

struct TileShares {
    double sharp = 0.0;    ///< [0, 1]: copied
    double uniform = 0.0;  ///< one filter for the whole tile
    double varying = 0.0;  ///< a filter at every pixel
};

/// By 16 pixels of every tile.
TileShares count_tiles(const PixelFilters& filters, int width, int height);

}  // namespace tapestry::demo
