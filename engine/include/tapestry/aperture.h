/// The shape of a lens' opening, as bright lights show it. No OpenGL here.
#pragma once

#include <vector>

#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry {

/// The aperture itself, which bright lights show: rows of a square picture, row 0 on top, 0 = opaque, 1 =
/// open. Its edge cells lie at the table's radius: cell centres run over [-1, 1] * (1 - 1/size) of it on both
/// axes.
struct ApertureMask {
    int size = 0;               ///< cells a side: 0 or [8, 1024]
    std::vector<float> values;  ///< size * size numbers in [0, 1], some of them above 0.5
};

/// Error: a size out of range, another count of numbers, one that is out of range, no opening.
Result<void> check(const ApertureMask& mask);

/// The kernel of a table's largest radius as a mask, 1 where it is as bright as most of it: what DepthOfField
/// uses where it is given none. The table is valid and its first axis is radius_px.
ApertureMask aperture_mask(const TapTable& table);

}  // namespace tapestry
