/// The sequence of pinholes whose mean is the thin lens' picture.
#pragma once

#include "scene/aperture_shape.h"
#include "scene/lens_camera.h"

namespace tapestry::demo {

/// Sample `index` of a sequence without an end, whose every beginning is spread evenly: over the aperture
/// and, independently of that, over the pixel. M. Roberts, "The Unreasonable Effectiveness of Quasirandom
/// Sequences", 2018: multiples of powers of the positive root of x^5 = x + 1, for four dimensions.
LensSample lens_sample(const ApertureShape& aperture, int index);

/// The same for a pinhole alone: points of the pixel.
LensSample pinhole_sample(int index);

}  // namespace tapestry::demo
