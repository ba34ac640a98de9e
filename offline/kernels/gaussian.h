/// Gaussians.
#pragma once

#include "offline/kernels/kernel_grid.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// A Gaussian sampled at cell centres, cut at 4 sigma: 6e-5 of the light is outside, below what the fits
/// reach. sigma_px: (0, 31.75], the largest that 255 x 255 cells hold.
Result<DenseKernel> gaussian_kernel(double sigma_px);

}  // namespace tapestry::offline
