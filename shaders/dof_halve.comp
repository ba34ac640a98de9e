// A slice at half the resolution: means of 2x2 pixels; in the atlas also the ring around it.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/tiles.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    ivec2 last = pass.read_size - 1;
    ivec2 corner = 2 * clamp(pixel, ivec2(0), last / 2);
    vec4 sum = vec4(0.0);
    for (int index = 0; index < 4; ++index)
        sum += texelFetch(source, min(corner + ivec2(index & 1, index >> 1), last), 0);
    imageStore(target, pixel + ivec2(pass.slice_columns.x, pass.slice_rows.x), storable(0.25 * sum));
}
