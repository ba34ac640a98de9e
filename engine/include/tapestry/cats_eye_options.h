/// Cat's-eye bokeh: options, and the map on the CPU. No OpenGL here; the effect is in cats_eye.h.
#pragma once

#include "tapestry/reference.h"

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
Result<CatsEyeOptions> clamped(const CatsEyeOptions& options);

struct CatsEye {
    double radius_px = 0.0;
    double vignette = 0.0;
    double turn_deg = 0.0;  ///< toward the side that is cut off, clockwise
};

/// The clamped options' kernel at picture position (x, y) in pixels (pixel centres at .5). Same function in
/// shaders/include/field.glsl.
CatsEye cats_eye_at(const CatsEyeOptions& options, double x, double y, int width, int height);

}  // namespace tapestry
