// One layer, the same filter at every pixel or in every tile of the list: its taps were blended before, by
// taps_blend.comp.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"

#define TAPESTRY_TILE_MARGIN pass.margin

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    FilterPass pass;
};
// The pass's layer of TapestryBlendedLayer, as far as it is needed.
layout(std140, binding = TAPESTRY_UNIFORM_TAPS) uniform BlendedLayer {
    vec4 asked;
    vec4 reads;
    vec4 taps[TAPESTRY_TAPS];
}
blended;
layout(binding = TAPESTRY_UNIT_SOURCE) uniform highp sampler2D source;
#ifdef TAPESTRY_LAST_LAYER
layout(binding = TAPESTRY_UNIT_ORIGINAL) uniform highp sampler2D original;
#endif
#ifdef TAPESTRY_MASKED
layout(binding = TAPESTRY_UNIT_MASK) uniform highp sampler2D mask;
#endif
layout(TAPESTRY_TARGET_LAYOUT, binding = TAPESTRY_IMAGE_TARGET) writeonly uniform highp image2D target;

#include "include/tiles.glsl"
#include "include/layer.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    Reads reads = reads_of(pixel, blended.reads.xy, blended.reads.z);
    vec4 light = vec4(0.0);
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index)
        light += read_tap(blended.taps[index].xyz, reads);
    imageStore(target, pixel + pass.target_margin, storable(finished(pixel, light)));
}
