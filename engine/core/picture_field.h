/// Places on the picture beside a centre, and angles there. Same names and maths as
/// shaders/include/picture.glsl.
#pragma once

#include <cmath>
#include <glm/vec2.hpp>
#include <numbers>

namespace tapestry {

/// Degrees clockwise from the x axis, (-180, 180]; 0 of no direction.
inline double direction_deg(glm::dvec2 v) {
    return v == glm::dvec2(0.0) ? 0.0 : std::atan2(v.y, v.x) * 180.0 / std::numbers::pi;
}

/// Of a line, which looks the same after half a turn: [0, 180).
inline double line_angle_deg(double angle) {
    const double wrapped = angle - 180.0 * std::floor(angle / 180.0);
    return wrapped >= 180.0 ? 0.0 : wrapped;
}

/// What "half a diagonal off the centre" is: the corners, with the centre in the middle.
inline double half_diagonal_px(int width, int height) {
    return 0.5 * std::hypot(width, height);
}

}  // namespace tapestry
