/// Parameters for copied pixels that larger filters beside them read: the passes of map_fill.comp, and what
/// they come to.
#pragma once

#include "shared/constants.h"

namespace tapestry {

/// Passes look along a row or a column at seven pixels, `fill_spacing` apart; every level spreads farther.
inline constexpr int fill_reads_each_way = TAPESTRY_FILL_READS;
inline constexpr int fill_spacing(int level) {
    return level == 0 ? 1 : level == 1 ? 7 : 49;
}

/// Farther than three levels reach nothing is filled.
inline constexpr float farthest_fill_px =
    fill_reads_each_way * float{fill_spacing(0) + fill_spacing(1) + fill_spacing(2)};
inline constexpr int fill_levels(float reach_px) {
    return reach_px <= 3.0f ? 1 : reach_px <= 24.0f ? 2 : 3;
}

}  // namespace tapestry
