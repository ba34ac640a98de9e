/// Zoom and spin blur: options. No OpenGL here; the effect is in
/// radial_motion_blur.h.
#pragma once

#include "tapestry/export.h"
#include "tapestry/result.h"

namespace tapestry {

/// How the picture moves while the shutter is open.
enum class RadialMotion {
    zoom = 0,  ///< lines along the ray from the centre
    spin = 1,  ///< lines along the circle about the centre
};

/// Lines that grow with the distance from the centre. Values out of range are clamped; NaN is an error by
/// name.
struct RadialMotionBlurOptions {
    float center_x = 0.5f;  ///< [-1, 2] of the width: what the picture moves about
    float center_y = 0.5f;  ///< [-1, 2] of the height, 0 = top
    float amount = 0.1f;    ///< [0, 1]: a line's length beside its distance from the centre (spin: radians)
    float max_length = 0.25f;  ///< [0, 0.5] of the height: no line is longer
    RadialMotion motion = RadialMotion::zoom;
};

/// The options with every value clamped into its range. Error: the option's name when it is NaN, or `motion`
/// when it is none of its values.
TAPESTRY_CORE_EXPORT Result<RadialMotionBlurOptions> clamped(const RadialMotionBlurOptions& options);

}  // namespace tapestry
