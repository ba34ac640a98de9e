/// The picture of a point by a lens with aberrations: options. No OpenGL here; the
/// effect is in lens_psf.h.
#pragma once

#include "tapestry/export.h"
#include "tapestry/result.h"

namespace tapestry {

/// A point-spread function that worsens from the centre to the corners and turns with the direction from the
/// centre. Values out of range are clamped; NaN is an error by name.
struct LensPsfOptions {
    float center_x = 0.5f;  ///< [-1, 2] of the width: of the lens's axis
    float center_y = 0.5f;  ///< [-1, 2] of the height, 0 = top
    float size = 1.0f;  ///< [0, 4]: 1 = the table's own pixels on a picture of 1080 rows; 0 = no blur at all
    float strength_waves = 0.4f;  ///< [0, 2]: wavefront error half a diagonal off the centre
    float growth = 1.0f;    ///< [0.25, 4]: strength as this power of that distance; 1: coma of third order
    float turn_deg = 0.0f;  ///< (-inf, inf): of the kernel's x axis from the direction away from the centre
};

/// The options with every value clamped into its range. Error: the option's name when it is NaN, or turn_deg
/// when it is infinite.
TAPESTRY_CORE_EXPORT Result<LensPsfOptions> clamped(const LensPsfOptions& options);

/// What the table's offsets are multiplied by on a picture of this height.
TAPESTRY_CORE_EXPORT double lens_psf_scale(const LensPsfOptions& options, int height);

}  // namespace tapestry
