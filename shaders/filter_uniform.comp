// One layer, the same filter at every pixel or in every tile of the list: its taps were blended before, by
// taps_blend.comp.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_HALF_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FilterPass, pass);
// The pass's layer of TapestryBlendedLayer, as far as it is needed.
layout(std140, binding = TAPESTRY_UNIFORM_TAPS) uniform BlendedLayer {
    vec4 wanted;
    vec4 reads;
    vec4 taps[TAPESTRY_TAPS];
}
blended;

#include "include/tiles.glsl"
#include "include/layer.glsl"

// Each invocation filters two pixels, half a workgroup's rows apart, so that a tap is loaded once for both. Measured on
// software GL (tapestry-bench, 24x4, 320x180, radius 24): 39.4 ms with one pixel, 34.5 with two. Unrolling the loop
// gained nothing more, and lists of tiles that are empty lost by it.

// Of a tile's pixels any may lie outside of the area, the upper one too.
void store_filtered(ivec2 pixel, vec4 light) {
    if (!is_unwritten(pixel)) store(pixel, finished(pixel, light));
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    ivec2 below = pixel + ivec2(0, TAPESTRY_GROUP_HALF_Y);
    if (is_unwritten(pixel) && is_unwritten(below)) return;
    Reads reads = reads_of(pixel, blended.reads.xy, blended.reads.z);
    Reads reads_below = reads_of(below, blended.reads.xy, blended.reads.z);
    vec4 light = vec4(0.0);
    vec4 light_below = vec4(0.0);
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) {
        vec3 tap = blended.taps[index].xyz;
        light += read_tap(tap, reads);
        light_below += read_tap(tap, reads_below);
    }
    store_filtered(pixel, light);
    store_filtered(below, light_below);
}
