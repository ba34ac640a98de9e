/// The aperture as bright lights show it: distances to its edge.
#pragma once

#include <vector>

#include "shared/constants.h"
#include "tapestry/aperture.h"
#include "tapestry/export.h"

namespace tapestry {

/// Signed distances to the aperture's edge in units of its radius, negative inside, at the cell centres of a
/// square that shows [-aperture_bound, aperture_bound] on both axes; row 0 on top.
struct ApertureDistances {
    int size = 0;
    std::vector<float> values;
    double area = 0.0;   ///< of the opening, at radius 1
    double reach = 0.0;  ///< no place of the opening is farther from the middle
};

/// What the square shows, in radii.
inline constexpr double aperture_bound = TAPESTRY_APERTURE_BOUND;

/// Of a mask that check() accepts. The edge is where the mask, read bilinearly, is 0.5.
TAPESTRY_CORE_EXPORT ApertureDistances aperture_distances(const ApertureMask& mask);

}  // namespace tapestry
