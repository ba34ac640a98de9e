/// The grid that every target kernel lives on.
#pragma once

#include "tapestry/image.h"

namespace tapestry::offline {

/// Largest distance of a kernel's edge from its origin: 255 x 255 cells.
inline constexpr double max_kernel_radius_px = 127.0;

/// A dark kernel of (2 half + 1)^2 cells.
DenseKernel empty_kernel(int half);

/// Cells on each side of the middle one that a shape reaching `extent_px` from the origin touches.
int half_size(double extent_px);

/// Scales the kernel to sum 1. There must be light in it; a single cell may have too little to be counted.
void normalise(DenseKernel& kernel);

}  // namespace tapestry::offline
