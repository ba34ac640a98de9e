// One layer, another filter at every pixel: the table at the pixel's parameter. Tiles that are sorted have what is
// cheapest for them. What a tile needs is the same for a workgroup, so that GPUs take its branch alone; software GL takes
// every branch, and has a program for each kind of tile (15 dispatches of a frame in place of 8, in two thirds of the time).
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"

#ifdef TAPESTRY_TILED
layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_HALF_Y) in;
#else
layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;
#endif

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FilterPass, pass);

#include "include/taps.glsl"
#include "include/tiles.glsl"
#include "include/layer.glsl"
#include "include/parameters.glsl"

// Where a pixel's filter is in the table.
struct Located {
    AxisPosition first;
    AxisPosition second;
    Blend blend;
    bool is_copied;
};

Located located_at(ivec2 pixel) {
    PixelFilter wanted = filter_at(pixel);
    Located at;
    at.first = locate_first(wanted.parameter);
    at.second = locate_second(wanted.parameter);
    at.blend = turned_by(wanted, blend_between(at.first, at.second));
    at.is_copied = is_identity(at.blend);
    return at;
}

Reads reads_at(ivec2 pixel, Located at) {
    return reads_of(pixel, at.blend.turn, at.blend.offset_scale);
}

vec4 light_at(Located at, Reads reads) {
    vec4 light = vec4(0.0);
    if (at.is_copied) return light;
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) light += read_tap(blend_tap(index, at.blend), reads);
    return light;
}

void store_filtered(ivec2 pixel, bool is_copied, vec4 light) {
    if (is_unwritten(pixel)) return;
    if (is_copied)
        store(pixel, copied(pixel));
    else
        store(pixel, finished(pixel, light));
}

#ifdef TAPESTRY_TILED

#include "include/pixel_pair.glsl"
#include "include/interval.glsl"
#include "include/interval_layer.glsl"
#ifndef TAPESTRY_ATLAS
#include "include/blended.glsl"
#endif

Lights lights_of_located(uint kind, uint need, ivec2 pixel, Located here, Located below) {
    Reads reads = reads_at(pixel, here);
    Reads reads_below = reads_at(pixel_below(pixel), below);
    if (kind == TAPESTRY_TILE_VARYING) return Lights(light_at(here, reads), light_at(below, reads_below));
    KnotRange first = range_of(need, 0);
    KnotRange second = range_of(need, 1);
    return lights_of(first, second, shares_at(here, reads, first, second),
                     shares_at(below, reads_below, first, second));
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (are_unwritten(pixel)) return;
    uint need = need_of_group();
#ifdef TAPESTRY_TILE_KIND
    uint kind = uint(TAPESTRY_TILE_KIND);
#else
    uint kind = kind_of(need);
#endif
    Lights lights = Lights(vec4(0.0), vec4(0.0));
    bvec2 are_copied = bvec2(kind == TAPESTRY_TILE_COPY);
#ifndef TAPESTRY_ATLAS
    if (kind == TAPESTRY_TILE_COMMON) lights = lights_of_blended(pixel);
#endif
    if (kind > TAPESTRY_TILE_COMMON) {
        Located here = located_at(pixel);
        Located below = located_at(pixel_below(pixel));
        lights = lights_of_located(kind, need, pixel, here, below);
        are_copied = bvec2(here.is_copied, below.is_copied);
    }
    store_filtered(pixel, are_copied.x, lights.here);
    store_filtered(pixel_below(pixel), are_copied.y, lights.below);
}

#else

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_unwritten(pixel)) return;
    Located at = located_at(pixel);
    store_filtered(pixel, at.is_copied, light_at(at, reads_at(pixel, at)));
}

#endif
