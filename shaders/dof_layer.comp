// Signed CoC of the second layer, of 2x2 pixels a texel.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofCocPass, pass);

#include "include/coc.glsl"
#include "include/coc_of_texel.glsl"
#include "include/tiles.glsl"

float read_coc(ivec2 pixel, float inverse_focus) {
    return coc_at_texel(pass.origin + min(pixel, pass.area.end - 1), inverse_focus);
}

void main() {
    ivec2 block = pixel_of_invocation();
    ivec2 pixel = 2 * block;
    if (is_outside(pixel)) return;
    float inverse_focus = focus_in_use();
    vec4 cocs;
    for (int index = 0; index < 4; ++index)
        cocs[index] = read_coc(pixel + ivec2(index & 1, index >> 1), inverse_focus);
    imageStore(pixel_cocs, block, storable(cocs));
}
