/// Tilt-shift by depth: the options of a tilted plane of focus. No OpenGL here; the effect is
/// in tilt_shift.h.
#pragma once

#include "tapestry/grade.h"
#include "tapestry/lens.h"
#include "tapestry/result.h"

namespace tapestry {

/// A lens that is tilted against the sensor, so that its plane of focus is tilted too (Scheimpflug). What
/// lies on it is sharp; elsewhere the radius grows with the difference of 1/distance, as a thin lens has it.
/// Values out of range are clamped; NaN is an error by name.
struct FocalPlaneOptions {
    float focus_distance_m = 10.0f;  ///< [0.01, 1e6]: of the plane, in the middle of the picture
    float tilt_deg = 0.0f;   ///< [-89, 89]: of the plane about the x axis; above 0 it is nearer at the bottom
    float swing_deg = 0.0f;  ///< [-89, 89]: about the y axis; above 0 it is nearer on the right
    float vertical_field_of_view_deg = 45.0f;  ///< [1, 170]: of the camera
    float radius_at_infinity = 0.02f;          ///< [0, 0.25] of the height: in the middle, without tilt
    float max_radius = 0.03f;                  ///< [0, 0.25] of the height: no blur is larger
    /// [0.25, 4]: multiplies the kernel's width on the picture, however it is turned, and leaves its height:
    /// of what is round, width over height. Anamorphic lenses have about 0.5.
    float aspect = 1.0f;
    Grade grade = {};
};

/// The options with every value clamped into its range. Error: the option's name when it is NaN.
Result<FocalPlaneOptions> clamped(const FocalPlaneOptions& options);

/// The focus_distance_m with which the plane goes through a point at this distance along the view's axis,
/// seen at picture position (x, y) in pixels, tilt and swing being as they are: what a click that focuses
/// asks for. Infinity where no such plane comes before the camera.
double focus_distance_through(const FocalPlaneOptions& options, double x, double y, double distance_m,
                              int width, int height);

}  // namespace tapestry
