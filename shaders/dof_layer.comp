// Signed CoC of the second layer, in pixels.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/rounding.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofCocPass, pass);

#include "include/coc.glsl"
#include "include/coc_of_texel.glsl"
#include "include/tiles.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    imageStore(pixel_cocs, pixel, vec4(coc_at_texel(pass.origin + pixel, focus_in_use())));
}
