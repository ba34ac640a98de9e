// One layer, another filter at every pixel: the table at the pixel's parameter.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FilterPass, pass);

#include "include/taps.glsl"
#include "include/tiles.glsl"
#include "include/layer.glsl"
#include "include/parameters.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_unwritten(pixel)) return;

    Blend blend = blend_of(filter_at(pixel));
    if (is_identity(blend)) {
        store(pixel, copied(pixel));
        return;
    }
    Reads reads = reads_of(pixel, blend.turn, blend.offset_scale);
    vec4 light = vec4(0.0);
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) light += read_tap(blend_tap(index, blend), reads);
    store(pixel, finished(pixel, light));
}
