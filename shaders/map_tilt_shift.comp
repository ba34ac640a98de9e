// The tilt-shift band's blur radius, in pixels.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, TiltShiftPass, pass);

#include "include/map.glsl"

// How far a place is outside of what stays sharp; negative inside.
float outside_px(vec2 from_center_px) {
    float across = dot(from_center_px, pass.normal);
    if (pass.shape == TAPESTRY_SHARP_BAND) return abs(across) - pass.half_width_px;
    float along = dot(from_center_px, vec2(pass.normal.y, -pass.normal.x));
    float distance_px = length(vec2(across, along));
    // 1 on the ellipse's edge. Without a length or a width everything is outside: shares stay finite in squares.
    vec2 place = vec2(across, along) / max(vec2(pass.half_width_px, pass.half_length_px), 1.0e-6);
    return distance_px > 0.0 ? distance_px - distance_px / length(place) : 0.0;
}

// 0 at the edge of what stays sharp and inside it, 1 at full blur.
float falloff_position(float outside) {
    if (outside <= 0.0) return 0.0;
    if (outside >= pass.falloff_px) return 1.0;
    return outside / pass.falloff_px;
}

float falloff_curve(uint falloff, float t) {
    if (falloff == TAPESTRY_FALLOFF_LINEAR) return t;
    if (falloff == TAPESTRY_FALLOFF_QUADRATIC) return t * t;
    return t * t * (3.0 - 2.0 * t);
}

vec3 map_at(vec2 position_px) {
    float outside = outside_px(position_px - pass.center_px);
    return vec3(pass.max_radius_px * falloff_curve(pass.falloff, falloff_position(outside)), 0.0, 0.0);
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    store_map(pixel, map_at(position_of(pass.picture, pixel)));
}
