// The lines of a zoom or a spin: length in pixels, and angle.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, RadialMotionPass, pass);

#include "include/map.glsl"

vec3 map_at(vec2 position_px) {
    vec2 from_center = position_px - pass.center_px;
    float length_px = min(pass.share * length(from_center), pass.most_px);
    float across_deg = pass.motion == TAPESTRY_RADIAL_SPIN ? 90.0 : 0.0;
    return size_and_angle(length_px, line_angle_deg(direction_deg(from_center) + across_deg));
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    store_map(pixel, map_at(position_of(pass.picture, pixel)));
}
