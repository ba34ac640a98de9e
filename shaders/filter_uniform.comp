// One layer, the same filter at every pixel of a workgroup, which blends the layer's taps once: everywhere, or
// in tiles that are each uniform.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    FilterPass pass;
};
layout(std430, binding = TAPESTRY_STORAGE_TAPS) readonly buffer TapRecords {
    vec4 tap_records[];
};
layout(std430, binding = TAPESTRY_STORAGE_KNOTS) readonly buffer Knots {
    float knots[];
};
layout(binding = TAPESTRY_UNIT_SOURCE) uniform highp sampler2D source;
#ifdef TAPESTRY_LAST_LAYER
layout(binding = TAPESTRY_UNIT_ORIGINAL) uniform highp sampler2D original;
#endif
#ifdef TAPESTRY_MAPPED
layout(binding = TAPESTRY_UNIT_PARAMETER) uniform highp sampler2D parameters;
#endif
#ifdef TAPESTRY_TURNED
layout(binding = TAPESTRY_UNIT_TURN) uniform highp sampler2D turns;
#endif
layout(TAPESTRY_TARGET_LAYOUT, binding = TAPESTRY_IMAGE_TARGET) writeonly uniform highp image2D target;

shared vec3 layer_taps[TAPESTRY_MAX_TAPS];

#include "include/taps.glsl"
#include "include/tiles.glsl"
#include "include/layer.glsl"

#ifdef TAPESTRY_TILED
#include "include/parameters.glsl"

Blend blend_of_group() {
    return blend_of(asked_at(max(tile_origin(), ivec2(0))));
}
#else
Blend blend_of_group() {
    return locate_entries(pass.parameter);
}
#endif

void main() {
    Blend blend = blend_of_group();
    for (uint index = gl_LocalInvocationIndex; index < pass.taps;
         index += uint(TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y))
        layer_taps[index] = blend_tap(index, blend);
    memoryBarrierShared();
    barrier();

    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    if (is_identity(blend)) {
        imageStore(target, pixel, storable(copied(pixel)));
        return;
    }
    vec4 light = vec4(0.0);
    for (uint index = 0u; index < pass.taps; ++index) light += read_tap(layer_taps[index], pixel);
    imageStore(target, pixel, storable(finished(light)));
}
