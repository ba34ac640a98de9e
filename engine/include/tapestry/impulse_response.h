/// What a filter makes of a single point of light: its kernel, from its taps.
#pragma once

#include "tapestry/export.h"
#include "tapestry/image.h"
#include "tapestry/tap_table.h"

namespace tapestry {

/// Impulse response of a filter: the middle size x size cells (size odd) of a point light's picture. The
/// picture is made large enough that its edges do not show, for filters that reach up to 1024 pixels. Rows
/// are split over the machine's cores; the result does not depend on that.
TAPESTRY_CORE_EXPORT DenseKernel impulse_response(const Filter& filter, int size);

/// Bilinear read at (x, y) in cells from the centre of the kernel's first cell. Clamp to edge.
TAPESTRY_CORE_EXPORT double read_bilinear(const DenseKernel& kernel, double x, double y);

}  // namespace tapestry
