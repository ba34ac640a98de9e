// Parameters for the pixels that are copied but read by larger filters beside them, so that what a hard step's larger
// side reads across it has been filtered by the layers before. One direction and spacing a pass.
#include "shared/layout.h"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, MapFillPass, pass);

#include "include/tiles.glsl"

// Places between the spacings are found from a little farther.
float distance_of(int reads, float size) {
    float spacing_px = float(max(pass.spacing.x, pass.spacing.y));
    return spacing_px * float(abs(reads)) - (spacing_px - 1.0) * min(size, 1.0);
}

// The place of the largest parameter that reaches the pixel; its own where there is none.
ivec2 largest_in_reach(ivec2 pixel) {
    ivec2 place = pixel;
    float size = texelFetch(filled, pixel, 0).x;
    for (int i = -TAPESTRY_FILL_READS; i <= TAPESTRY_FILL_READS; ++i) {
        ivec2 from = clamp(pixel + i * pass.spacing, ivec2(0), pass.area.end - 1);
        float candidate = texelFetch(filled, from, 0).x;
        if (i != 0 && candidate > size && distance_of(i, candidate) <= pass.reach * candidate) {
            place = from;
            size = candidate;
        }
    }
    return place;
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec4 own = texelFetch(parameters, pixel, 0);
    bool keeps_own = pass.is_last != 0u && own.x > 0.0;
    ivec2 place = keeps_own ? pixel : largest_in_reach(pixel);
    imageStore(target, pixel, keeps_own ? own : texelFetch(filled, place, 0));
#ifdef TAPESTRY_TURNED
    float turn_deg = keeps_own ? texelFetch(turns, pixel, 0).x : texelFetch(filled_turns, place, 0).x;
    imageStore(target_turns, pixel, vec4(turn_deg));
#endif
}
