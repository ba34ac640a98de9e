// Lines of a zoom or a spin.
#include "include/picture.glsl"

// Length in pixels, and angle.
vec2 line_at(RadialMotionPass motion, vec2 position_px) {
    vec2 from_center = position_px - motion.center_px;
    float length_px = min(motion.share * length(from_center), motion.most_px);
    float across_deg = motion.motion == TAPESTRY_RADIAL_SPIN ? 90.0 : 0.0;
    return vec2(length_px, line_angle_deg(direction_deg(from_center) + across_deg));
}
