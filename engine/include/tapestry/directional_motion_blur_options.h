/// Motion blur by velocities: options. No OpenGL here; the effect is in
/// directional_motion_blur.h.
#pragma once

#include <glm/vec2.hpp>

#include "tapestry/export.h"
#include "tapestry/result.h"

namespace tapestry {

/// Every pixel's line is its velocity times the time that the shutter is open, about the pixel. Values out of
/// range are clamped; NaN is an error by name.
struct DirectionalMotionBlurOptions {
    float shutter = 0.5f;     ///< [0, 4] frames that the shutter is open: 0.5 is film's 180 degrees
    float added_x = 0.0f;     ///< [-10, 10] picture widths a frame, right: added to every pixel's velocity
    float added_y = 0.0f;     ///< [-10, 10] picture heights a frame, down
    float max_length = 0.1f;  ///< [0, 0.5] of the height: no line is longer
};

/// The options with every value clamped into its range. Error: the option's name when it is NaN.
TAPESTRY_CORE_EXPORT Result<DirectionalMotionBlurOptions> clamped(
    const DirectionalMotionBlurOptions& options);

/// Length in pixels (x) and angle in degrees clockwise, [0, 180) (y), of the line of a pixel with this
/// velocity in pixels a frame (right, down), of the clamped options. Velocities that are not finite count as
/// 0, and lines below half a pixel are none: jitter and rounding are no motion. Same function in
/// shaders/include/directional_motion.glsl.
TAPESTRY_CORE_EXPORT glm::dvec2 directional_motion_line(const DirectionalMotionBlurOptions& options,
                                                        glm::dvec2 velocity_px, int width, int height);

}  // namespace tapestry
