// The swirl's ellipses: half the long axis in pixels, and its angle.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, RotationalBokehPass, pass);

#include "include/map.glsl"

vec3 map_at(vec2 position_px) {
    vec2 from_center = position_px - pass.center_px;
    float radius_px = pass.radius_px * pow(length(from_center) / pass.distance_px, pass.growth);
    return size_and_angle(radius_px, line_angle_deg(direction_deg(from_center) + 90.0));
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    store_map(pixel, map_at(position_of(pass.picture, pixel)));
}
