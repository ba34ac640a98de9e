// One layer in tiles that have one filter each: a workgroup blends the layer's taps once.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FilterPass, pass);

shared vec3 layer_taps[TAPESTRY_TAPS];

#include "include/taps.glsl"
#include "include/tiles.glsl"
#include "include/layer.glsl"
#include "include/parameters.glsl"

void main() {
    Blend blend = blend_of(filter_at(tile_origin()));
    for (uint index = gl_LocalInvocationIndex; index < uint(TAPESTRY_TAPS);
         index += uint(TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y))
        layer_taps[index] = blend_tap(index, blend);
    memoryBarrierShared();
    barrier();

    ivec2 pixel = pixel_of_invocation();
    if (is_unwritten(pixel)) return;
    if (is_identity(blend)) {
        store(pixel, copied(pixel));
        return;
    }
    Reads reads = reads_of(pixel, blend.turn, blend.offset_scale);
    vec4 light = vec4(0.0);
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) light += read_tap(layer_taps[index], reads);
    store(pixel, finished(pixel, light));
}
