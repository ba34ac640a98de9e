// A texture with pixels of its own, to the pixels of the host's source: by the nearest of its texels, or smoothly.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DataAlignPass, pass);

#include "include/placement.glsl"
#include "include/tiles.glsl"

vec4 texel_at(ivec2 texel) {
    return texelFetch(data, texel_inside(pass.placement, texel), 0);
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec2 place = place_in_data(pass.placement, pixel);
#ifdef TAPESTRY_SMOOTH
    ivec2 first = ivec2(floor(place - 0.5));
    vec2 share = place - 0.5 - vec2(first);
    vec4 above = mix(texel_at(first), texel_at(first + ivec2(1, 0)), share.x);
    vec4 below = mix(texel_at(first + ivec2(0, 1)), texel_at(first + ivec2(1, 1)), share.x);
    imageStore(target, pixel, mix(above, below, share.y));
#else
    imageStore(target, pixel, texel_at(ivec2(floor(place))));
#endif
}
