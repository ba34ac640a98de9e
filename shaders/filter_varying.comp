// One layer, another filter at every pixel: the table at the pixel's parameter.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    FilterPass pass;
};
layout(binding = TAPESTRY_UNIT_SOURCE) uniform highp sampler2D source;
#ifdef TAPESTRY_LAST_LAYER
layout(binding = TAPESTRY_UNIT_ORIGINAL) uniform highp sampler2D original;
#endif
#ifdef TAPESTRY_MASKED
layout(binding = TAPESTRY_UNIT_MASK) uniform highp sampler2D mask;
#endif
#ifdef TAPESTRY_MAPPED
layout(binding = TAPESTRY_UNIT_PARAMETER) uniform highp sampler2D parameters;
#endif
#ifdef TAPESTRY_TURNED
layout(binding = TAPESTRY_UNIT_TURN) uniform highp sampler2D turns;
#endif
layout(TAPESTRY_TARGET_LAYOUT, binding = TAPESTRY_IMAGE_TARGET) writeonly uniform highp image2D target;

#include "include/taps.glsl"
#include "include/tiles.glsl"
#include "include/layer.glsl"
#include "include/parameters.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;

    Blend blend = blend_of(asked_at(pixel));
    if (is_identity(blend)) {
        store(pixel, copied(pixel));
        return;
    }
    Reads reads = reads_of(pixel, blend.turn, blend.offset_scale);
    vec4 light = vec4(0.0);
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) light += read_tap(blend_tap(index, blend), reads);
    store(pixel, finished(pixel, light));
}
