/// Pictures as kernels.
#pragma once

#include "offline/kernels/kernel_grid.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

struct MaskOptions {
    double radius_px = 0.0;  ///< (0, 127] distance of the farthest lit pixel's centre; 0: pixels as they are
    double rotation_deg = 0.0;  ///< [-360, 360] turn about the origin, clockwise
    bool centred = false;       ///< the origin is the centroid of the light, not the middle pixel
};

/// A picture as a kernel: its values are linear weights of square pixels, and pixel (floor(W/2), floor(H/2))
/// is the origin unless `centred`. Each cell holds the exact area-weighted light of the pixels over it. The
/// kernel is as large as its light. Error: no light, a value below 0 or not finite, light beyond 127 px, a
/// radius where only the origin is lit, or an option out of range.
Result<DenseKernel> mask_kernel(const GreyPicture& mask, const MaskOptions& options);
Result<DenseKernel> mask_kernel(const GreyPicture& mask, double radius_px = 0.0);

}  // namespace tapestry::offline
