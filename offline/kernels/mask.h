/// Pictures as kernels.
#pragma once

#include <glm/vec2.hpp>

#include "offline/kernels/kernel_grid.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

struct MaskOptions {
    double radius_px = 0.0;  ///< (0, 127] distance of the farthest lit pixel's centre; 0: pixels as they are
    double rotation_deg = 0.0;  ///< [-360, 360] turn about the origin, clockwise
    bool centred = false;       ///< the origin is the centroid of the light, not the picture's middle
    bool is_signed = false;     ///< weights below 0 are taken, too
};

/// Where the light would have come from, in pixels from the middle of the first one. Unless `centred`, the
/// middle of the picture: ((W - 1) / 2, (H - 1) / 2), which is a pixel where the size is odd, as in all
/// kernels that are written here, and between two where it is even, as in textures. Only where the light of
/// an even size is symmetrical about pixel W/2 or H/2 and not about the middle, as FFTs have it, that pixel
/// is meant; on the other axis, too, if that is even and says neither. Wants light.
glm::dvec2 mask_origin(const GreyPicture& mask, bool centred);

/// A picture as a kernel: its values are linear weights of square pixels about mask_origin. Each cell holds
/// the exact area-weighted light of the pixels over it. The kernel is as large as its light. Error: no light,
/// a value below 0 unless `is_signed`, or not finite, light beyond 127 px, a radius where only the origin is
/// lit, or an option out of range.
Result<DenseKernel> mask_kernel(const GreyPicture& mask, const MaskOptions& options);
Result<DenseKernel> mask_kernel(const GreyPicture& mask, double radius_px = 0.0);

}  // namespace tapestry::offline
