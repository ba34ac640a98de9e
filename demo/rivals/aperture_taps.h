/// Where ring gathers read.
#pragma once

#include <vector>

#include "rivals/dof_rival.h"
#include "scene/aperture_shape.h"

namespace tapestry::demo {

/// Taps spread evenly over an aperture.
std::vector<ApertureTap> aperture_taps(const ApertureShape& aperture, int count);

/// The aperture's taps at the middles of side x side cells of the unit square, row by row: equal areas of the
/// square are equal shares of the aperture's light.
std::vector<ApertureTap> aperture_table(const ApertureShape& aperture, int side);

/// Of the aperture of radius 1.
float open_area(const ApertureShape& aperture);

}  // namespace tapestry::demo
