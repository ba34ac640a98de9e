/// The tilt-shift band: options. No OpenGL here; the effect is in
/// tilt_shift.h.
#pragma once

#include "tapestry/export.h"
#include "tapestry/grade.h"
#include "tapestry/result.h"

namespace tapestry {

/// How the radius grows from the sharp band's edge to its full size.
enum class Falloff {
    smooth = 0,  ///< smoothstep
    linear = 1,
    quadratic = 2,  ///< starts gently, as defocus does behind a tilted plane
};

/// What stays sharp.
enum class SharpShape {
    band = 0,     ///< from one side of the picture to the other
    ellipse = 1,  ///< distances from its edge are measured along the ray from its centre
};

/// A sharp band across the picture, or an ellipse in it; outside it the blur grows to `max_radius`. Lengths
/// are fractions of the picture's height, so that the look does not depend on resolution. Values out of range
/// are clamped; NaN is an error by name.
struct TiltShiftOptions {
    float center_x = 0.5f;    ///< [-1, 2] of the width: a point on the band's axis
    float center_y = 0.5f;    ///< [-1, 2] of the height, 0 = top
    float angle_deg = 0.0f;   ///< (-inf, inf): 0 = horizontal band; turns clockwise on the picture
    float band_width = 0.2f;  ///< [0, 4] of the height: full width of what stays sharp
    float falloff_distance =
        0.3f;  ///< [0, 4] of the height: from the band's edge to full blur; 0 = a hard step
    Falloff falloff = Falloff::smooth;
    float max_radius = 0.03f;  ///< [0, 0.25] of the height: blur radius far from the band
    SharpShape shape = SharpShape::band;
    float ellipse_length =
        0.6f;  ///< [0, 4] of the height: the ellipse's axis along the band; the other is band_width
    /// [0.25, 4]: multiplies the kernel's width on the picture, however it is turned, and leaves its height:
    /// of what is round, width over height. Anamorphic lenses have about 0.5.
    float aspect = 1.0f;
    Grade grade = {};  ///< a lift of both, about 1.3 and 1.1, makes things look like toys
};

/// The options with every value clamped into its range. Error: the option's name when it is NaN, when the
/// angle is infinite, or when `falloff` or `shape` is none of its values.
TAPESTRY_CORE_EXPORT Result<TiltShiftOptions> clamped(const TiltShiftOptions& options);

}  // namespace tapestry
