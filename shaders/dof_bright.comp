// The share of bright pixels in every cell, by four of its pixels: what is bright all around is no small light.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofCocPass, pass);

#include "include/tiles.glsl"

void main() {
    ivec2 cell = pixel_of_invocation();
    if (is_outside(cell)) return;
    int side = int(pass.bright_cell_px);
    float count = 0.0;
    for (int index = 0; index < 4; ++index) {
        ivec2 pixel = side * cell + side / 4 + side / 2 * ivec2(index & 1, index >> 1);
        vec3 light = decoded(texelFetch(original, pass.origin + min(pixel, pass.picture_end - 1), 0)).rgb;
        count += brightest(light) > pass.threshold ? 1.0 : 0.0;
    }
    STORE_WITH_EDGE(bright, cell, pass.area.end, vec4(0.25 * count));
}
