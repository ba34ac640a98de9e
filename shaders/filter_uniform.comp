// One layer, the same filter at every pixel.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_HALF_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FilterPass, pass);

#include "include/tiles.glsl"
#include "include/layer.glsl"
#include "include/pixel_pair.glsl"
#include "include/blended.glsl"

void store_filtered(ivec2 pixel, vec4 light) {
    if (!is_unwritten(pixel)) store(pixel, finished(pixel, light));
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (are_unwritten(pixel)) return;
    Lights lights = lights_of_blended(pixel);
    store_filtered(pixel, lights.here);
    store_filtered(pixel_below(pixel), lights.below);
}
