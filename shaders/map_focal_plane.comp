// The blur radius by depth beside a tilted plane of focus, in pixels.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FocalPlanePass, pass);

#include "include/map.glsl"

const float smallest_blur_px = 0.5;

// 1/m of a number in the depth texture; 0 is infinity, where NaN goes too.
float inverse_distance(float stored) {
    if (is_nan(stored)) return pass.inverse_planes.x;
    float inverse = pass.depth_line.x + pass.depth_line.y * stored;
    // The line of these is distance itself.
    if (pass.is_distance != 0u) inverse = inverse > 0.0 ? 1.0 / inverse : 0.0;
    return clamp(inverse, pass.inverse_planes.x, pass.inverse_planes.y);
}

vec3 map_at(vec2 position_px, vec2 stored) {
    vec2 ray = (position_px - 0.5 * pass.picture.size) * pass.ray_of_px;
    float inverse_focus = pass.inverse_focus * (1.0 + dot(ray, pass.slope));
    float radius_px = min(pass.radius_m_px * abs(inverse_focus - inverse_distance(stored.x)), pass.most_px);
    return vec3(radius_px < smallest_blur_px ? 0.0 : radius_px, 0.0, 0.0);
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    store_map(pixel, map_at(position_of(pass.picture, pixel), texelFetch(depths, pixel + pass.origin, 0).rg));
}
