// A multisample texture of depths to one with a sample of each pixel: the one in the middle by depth, of two the
// nearer one, which is of the surface that most of the pixel shows. A mean would lie between surfaces.
#include "shared/layout.h"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DataSamplesPass, pass);

#include "include/color.glsl"
#include "include/tiles.glsl"

// Grows with distance; what is no number is farthest.
float key_of(float stored) {
    return is_nan(stored) ? 1.0e38 : pass.away * stored;
}

float sample_at(ivec2 pixel, int index) {
    return texelFetch(data, pixel, index).r;
}

// How many samples are nearer; of equal ones those before it.
int rank_of(ivec2 pixel, int index) {
    float key = key_of(sample_at(pixel, index));
    int rank = 0;
    for (int other = 0; other < pass.samples; ++other) {
        float others = key_of(sample_at(pixel, other));
        if (others < key || (others == key && other < index)) ++rank;
    }
    return rank;
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    float middle = 0.0;
    for (int index = 0; index < pass.samples; ++index)
        if (rank_of(pixel, index) == (pass.samples - 1) / 2) middle = sample_at(pixel, index);
    imageStore(target, pixel, vec4(middle));
}
