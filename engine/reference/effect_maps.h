/// The maps of all effects on the CPU: the kernel that each asks for at every pixel, as its
/// shaders/map_*.comp writes it. Positions (x, y) on the picture are in pixels, pixel centres at .5.
#pragma once

#include "tapestry/cats_eye_options.h"
#include "tapestry/directional_motion_blur_options.h"
#include "tapestry/focal_plane_options.h"
#include "tapestry/image.h"
#include "tapestry/lens_psf_options.h"
#include "tapestry/radial_motion_blur_options.h"
#include "tapestry/rotational_bokeh_options.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {

/// Blur radius in pixels of the clamped options at picture position (x, y) in pixels (pixel centres at .5),
/// on a picture of width x height.
double tilt_shift_radius(const TiltShiftOptions& options, double x, double y, int width, int height);

/// The whole map: what shaders/map_tilt_shift.comp writes.
ParameterMap tilt_shift_map(const TiltShiftOptions& options, int width, int height);

/// Blur radius in pixels of the clamped options at picture position (x, y) in pixels (pixel centres at .5)
/// for a point at this distance along the view's axis. Radii below half a pixel are 0: such pixels are sharp.
///
double focal_plane_radius(const FocalPlaneOptions& options, double x, double y, double distance_m, int width,
                          int height);

/// Half the long axis in pixels (x) and its angle in degrees clockwise, [0, 180) (y), of the clamped options
/// at picture position (x, y) in pixels (pixel centres at .5).
glm::dvec2 rotational_bokeh_ellipse(const RotationalBokehOptions& options, double x, double y, int width,
                                    int height);

/// The whole map: what shaders/map_rotational_bokeh.comp writes.
ParameterMap rotational_bokeh_map(const RotationalBokehOptions& options, int width, int height);

struct CatsEye {
    double radius_px = 0.0;
    double vignette = 0.0;
    double turn_deg = 0.0;  ///< toward the side that is cut off, clockwise
};

/// The clamped options' kernel at picture position (x, y) in pixels (pixel centres at .5).
CatsEye cats_eye_at(const CatsEyeOptions& options, double x, double y, int width, int height);

struct LensPsfPoint {
    double strength_waves = 0.0;
    double turn_deg = 0.0;  ///< clockwise
};

/// The clamped options' kernel at picture position (x, y) in pixels (pixel centres at .5).
LensPsfPoint lens_psf_at(const LensPsfOptions& options, double x, double y, int width, int height);

/// Length in pixels (x) and angle in degrees clockwise, [0, 180) (y), of the line at picture position (x, y)
/// in pixels (pixel centres at .5), of the clamped options.
glm::dvec2 radial_motion_line(const RadialMotionBlurOptions& options, double x, double y, int width,
                              int height);

/// The whole map: what shaders/map_radial_motion.comp writes.
ParameterMap radial_motion_map(const RadialMotionBlurOptions& options, int width, int height);

/// The whole map: what shaders/map_directional_motion.comp writes. `velocities_px`: of every pixel.
ParameterMap directional_motion_map(const DirectionalMotionBlurOptions& options,
                                    const ParameterMap& velocities_px);

}  // namespace tapestry
