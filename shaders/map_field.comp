// A parameter that grows from a centre, beside one that does not or beside its direction; or the turn.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/field.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FieldPass, pass);
#include "include/tiles.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec2 from_center = position_of(pass.picture, pixel) - pass.center_px;
#ifdef TAPESTRY_TURNED
    imageStore(target, pixel, vec4(field_turn_deg(pass, from_center)));
#else
    float parameter = field_parameter(pass, from_center);
    if (pass.order == TAPESTRY_FIELD_SECOND)
        imageStore(target, pixel, vec4(pass.constant, parameter, 0.0, 0.0));
    else
        imageStore(target, pixel, vec4(parameter, field_turn_deg(pass, from_center), 0.0, 0.0));
#endif
}
