// The lines of velocities, length in pixels and angle: same maths as engine/core/directional_motion_blur_options.cpp.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DirectionalMotionPass, pass);

#include "include/map.glsl"

bool is_finite(float value) {
    return !is_nan(value) && !is_infinite(value);
}

vec3 map_at(vec2 position_px, vec2 velocity_px) {
    if (!is_finite(velocity_px.x) || !is_finite(velocity_px.y)) velocity_px = vec2(0.0);
    vec2 line = pass.frames * (velocity_px + pass.added_px);
    float length_px = min(length(line), pass.most_px);
    if (length_px < TAPESTRY_SHORTEST_LINE_PX) return vec3(0.0);
    return size_and_angle(length_px, line_angle_deg(direction_deg(line)));
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    store_map(pixel, map_at(position_of(pass.picture, pixel), texelFetch(velocities, pixel + pass.origin, 0).rg));
}
