/// Geometry of a tilted plane of focus.
#pragma once

#include <cmath>
#include <glm/vec2.hpp>
#include <limits>
#include <numbers>

namespace tapestry {

inline double tangent_deg(double degrees) {
    return std::tan(degrees * std::numbers::pi / 180.0);
}

/// The plane's distance in the middle of the picture over that at which a ray meets it, `ray` being where it
/// is at distance 1, x right and y down: 0 and less where it meets it nowhere before the camera. Shaders have
/// the same as plane_slope and FocalPlanePass::slope.
inline double nearness_of_plane(double tilt_deg, double swing_deg, glm::dvec2 ray) {
    return 1.0 + ray.x * tangent_deg(swing_deg) + ray.y * tangent_deg(tilt_deg);
}

/// The distance in the middle with which a plane goes through what is `distance_m` away; infinity where none
/// does.
inline double distance_of_plane_through(double distance_m, double nearness) {
    return nearness > 0.0 ? distance_m * nearness : std::numeric_limits<double>::infinity();
}

}  // namespace tapestry
