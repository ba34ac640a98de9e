// Lines of velocities: same names and maths as engine/core/directional_motion_blur_options.cpp.
#include "include/picture.glsl"

bool is_finite(float value) {
    return !is_nan(value) && !is_infinite(value);
}

// Length in pixels, and angle.
vec2 line_of(DirectionalMotionPass motion, vec2 velocity_px) {
    if (!is_finite(velocity_px.x) || !is_finite(velocity_px.y)) velocity_px = vec2(0.0);
    vec2 line = motion.frames * (velocity_px + motion.added_px);
    float length_px = min(length(line), motion.most_px);
    if (length_px < TAPESTRY_SHORTEST_LINE_PX) return vec2(0.0);
    return vec2(length_px, line_angle_deg(direction_deg(line)));
}
