/// Uniform disks.
#pragma once

#include "offline/kernels/kernel_grid.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// A uniform disk; each cell holds the exact area that the disk covers. radius_px: (0, 127].
Result<DenseKernel> disk_kernel(double radius_px);

}  // namespace tapestry::offline
