/// Cat's-eye bokeh: options. No OpenGL here; the effect is in cats_eye.h.
#pragma once

#include "tapestry/export.h"
#include "tapestry/result.h"

namespace tapestry {

/// A blur of one size everywhere, whose aperture the lens barrel cuts more and more toward the corners, on
/// the side that looks away from the centre. Values out of range are clamped; NaN is an error by name.
struct CatsEyeOptions {
    float center_x = 0.5f;  ///< [-1, 2] of the width: of the lens's axis
    float center_y = 0.5f;  ///< [-1, 2] of the height, 0 = top
    float radius = 0.03f;   ///< [0, 0.25] of the height: of the uncut aperture's picture
    float vignette = 0.5f;  ///< [0, 0.9]: share of its width that is cut off, half a diagonal off the centre
    float growth = 1.5f;    ///< [0.25, 4]: that share as this power of the distance from the centre
    /// [0.25, 4]: multiplies the kernel's width on the picture, however it is turned, and leaves its height:
    /// of what is round, width over height. Anamorphic lenses have about 0.5.
    float aspect = 1.0f;
};

/// The options with every value clamped into its range. Error: the option's name when it is NaN.
TAPESTRY_CORE_EXPORT Result<CatsEyeOptions> clamped(const CatsEyeOptions& options);

}  // namespace tapestry
