// Where the last layer works: where something is filtered, and as far as the host's mask lets it.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, MapMaskPass, pass);

#include "include/mask.glsl"
#include "include/tiles.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    float share = texelFetch(parameters, pixel, 0).r <= 0.0 ? 0.0 : 1.0;
#ifdef TAPESTRY_MASKED
    share = min(share, effect_share(texelFetch(mask, pixel + pass.mask_origin, 0).r));
#endif
    imageStore(target, pixel, vec4(share));
}
