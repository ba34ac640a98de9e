/// Where ring gathers read.
#pragma once

#include <vector>

#include "rivals/dof_rival.h"
#include "scene/aperture_shape.h"

namespace tapestry::demo {

/// Taps spread evenly over an aperture.
std::vector<ApertureTap> aperture_taps(const ApertureShape& aperture, int count);

/// Of the aperture of radius 1.
float open_area(const ApertureShape& aperture);

}  // namespace tapestry::demo
