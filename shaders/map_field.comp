// A parameter that grows from a centre, beside one that does not or beside its direction.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FieldPass, pass);

#include "include/map.glsl"

vec3 map_at(vec2 position_px) {
    vec2 from_center = position_px - pass.center_px;
    float parameter = min(pass.factor * pow(length(from_center) / pass.distance_px, pass.growth), pass.most);
    float turn_deg = direction_deg(from_center) + pass.turn_deg;
    if (pass.order == TAPESTRY_FIELD_SECOND) return vec3(pass.constant, parameter, turn_deg);
    return size_and_angle(parameter, turn_deg);
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    store_map(pixel, map_at(position_of(pass.picture, pixel)));
}
