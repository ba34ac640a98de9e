// Sorts tiles into those that are copied, those with the commonest filter, those whose filters lie between few knots,
// and the rest. One invocation a column of pixels, one workgroup several tiles.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FilterPass, pass);
#ifndef TAPESTRY_ATLAS
layout(std430, binding = TAPESTRY_STORAGE_BLENDED) readonly buffer BlendedLayers {
    TapestryBlendedLayer blended[];
};
#endif

// What each column of the workgroup's tiles asks for on each axis, by order_along, and whether it is turned in another
// way than its tile's first pixel. (One invocation of software GL makes eight tiles' decisions at once: a workgroup a
// tile, with atomics, took 3 us a tile there.)
#define TAPESTRY_COLUMNS (TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y)
shared uint column_least[2 * TAPESTRY_COLUMNS];
shared uint column_most[2 * TAPESTRY_COLUMNS];
#ifdef TAPESTRY_TURNED
shared bool column_turns[TAPESTRY_COLUMNS];
#endif

#include "include/taps.glsl"
#ifdef TAPESTRY_ATLAS
#include "include/edge.glsl"
#include "include/atlas.glsl"
#endif
#include "include/parameters.glsl"
#include "include/interval.glsl"
#include "include/tile_lists.glsl"

// What a tile's pixels ask for.
struct Asked {
    uvec2 least;  // on each axis, by order_along
    uvec2 most;
    bool is_turned;  // in several ways
};

uvec2 orders_of(PixelFilter wanted, PixelFilter first) {
    uvec2 orders = uvec2(order_along(pass.axes[0], wanted.parameter.x, first.parameter.x), 0u);
#ifdef TAPESTRY_TWO_AXES
    orders.y = order_along(pass.axes[1], wanted.parameter.y, first.parameter.y);
#endif
    return orders;
}

ivec2 last_pixel() {
    return pass.area.end - 1;
}

ivec2 first_pixel_of(ivec2 tile) {
    return pass.area.first + origin_of(tile);
}

// Of no pixel.
Asked asked_by_none() {
#ifdef TAPESTRY_TWO_AXES
    return Asked(uvec2(0xffffffffu), uvec2(0u), false);
#else
    return Asked(uvec2(0xffffffffu, 0u), uvec2(0u), false);
#endif
}

void look_at_column(ivec2 tile, int column) {
    ivec2 origin = first_pixel_of(tile);
    PixelFilter first = filter_at(min(origin, last_pixel()));
    Asked asked = asked_by_none();
    for (int row = 0; row < TAPESTRY_TILE; ++row) {
        PixelFilter wanted = filter_at(min(origin + ivec2(column % TAPESTRY_TILE, row), last_pixel()));
        uvec2 orders = orders_of(wanted, first);
        asked.least = min(asked.least, orders);
        asked.most = max(asked.most, orders);
        asked.is_turned = asked.is_turned || wanted.turn_deg != first.turn_deg;
    }
    column_least[column] = asked.least.x;
    column_most[column] = asked.most.x;
#ifdef TAPESTRY_TWO_AXES
    column_least[TAPESTRY_COLUMNS + column] = asked.least.y;
    column_most[TAPESTRY_COLUMNS + column] = asked.most.y;
#endif
#ifdef TAPESTRY_TURNED
    column_turns[column] = asked.is_turned;
#endif
}

// By the columns of one of the workgroup's tiles.
Asked asked_by_tile(int tile) {
    Asked asked = asked_by_none();
    for (int column = TAPESTRY_TILE * tile; column < TAPESTRY_TILE * (tile + 1); ++column) {
        asked.least.x = min(asked.least.x, column_least[column]);
        asked.most.x = max(asked.most.x, column_most[column]);
#ifdef TAPESTRY_TWO_AXES
        asked.least.y = min(asked.least.y, column_least[TAPESTRY_COLUMNS + column]);
        asked.most.y = max(asked.most.y, column_most[TAPESTRY_COLUMNS + column]);
#endif
#ifdef TAPESTRY_TURNED
        asked.is_turned = asked.is_turned || column_turns[column];
#endif
    }
    return asked;
}

// At least 1, so that the bits of scales are in their order.
float largest_scale_along(int axis, uint most) {
    return max(scale_beyond(pass.axes[axis], number_of(most)), 1.0);
}

// How much farther than at the last knots its pixels read, at most.
float largest_scale(Asked asked) {
    float scale = largest_scale_along(0, asked.most.x);
#ifdef TAPESTRY_TWO_AXES
    scale *= largest_scale_along(1, asked.most.y);
#endif
    return scale;
}

// Some pixel asks for more than what is copied; the limit is -infinity where nothing is.
bool is_filtered_along(int axis, uint most) {
    float limit = pass.copied_up_to[axis];
    return is_infinite(limit) || most > order_of(limit);
}

// Pixels are looked up in the table only when they are filtered: tiles whose pixels are copied for one axis here, for
// the other there, are slower, and no other bit.
bool is_filtered(Asked asked) {
#ifdef TAPESTRY_TWO_AXES
    if (!is_filtered_along(1, asked.most.y)) return false;
#endif
    return is_filtered_along(0, asked.most.x);
}

// All pixels ask for what the frame's commonest do. Pictures of an atlas have little in common.
bool is_common(Asked asked, ivec2 origin) {
#ifdef TAPESTRY_ATLAS
    return false;
#else
    PixelFilter first = filter_at(origin);
    return asked.least == asked.most && !asked.is_turned &&
           vec3(first.parameter, first.turn_deg) == blended[0].wanted.xyz;
#endif
}

// Its kind and, where filter_varying.comp loads as few knots, those.
uint need_of(Asked asked, ivec2 origin) {
    if (!is_filtered(asked)) return TAPESTRY_TILE_COPY << TAPESTRY_TILE_KIND_BIT;
    if (is_common(asked, origin)) return TAPESTRY_TILE_COMMON << TAPESTRY_TILE_KIND_BIT;
    KnotRange first = range_between(pass.axes[0], asked.least.x, asked.most.x);
#ifdef TAPESTRY_TWO_AXES
    KnotRange second = range_between(pass.axes[1], asked.least.y, asked.most.y);
#else
    KnotRange second = KnotRange(0u, 1u);
#endif
    if (!is_interval(first, second)) return TAPESTRY_TILE_VARYING << TAPESTRY_TILE_KIND_BIT;
    return TAPESTRY_TILE_INTERVAL << TAPESTRY_TILE_KIND_BIT | bits_of(first, second);
}

// Beside the pictures of an atlas: as if it were copied for those that look around, and nothing is stored there.
bool is_empty(ivec2 origin) {
#ifdef TAPESTRY_ATLAS
    return any(greaterThan(origin, pass.pictures[picture_at(origin)].end));
#else
    return false;
#endif
}

ivec2 tiles_across() {
    return (last_pixel() - pass.area.first) / TAPESTRY_TILE + 1;
}

// All invocations of a workgroup need the columns; one a tile is left then.
void sort_tile(ivec2 tile, Asked asked) {
    ivec2 origin = first_pixel_of(tile);
    uint need = need_of(asked, origin);
    if (is_empty(origin)) need = TAPESTRY_TILE_COPY << TAPESTRY_TILE_KIND_BIT;
    uint index = uint(tile.y * tiles_across().x + tile.x);
    set_tile(TAPESTRY_TILES_ALL, index, origin);
    tiles[need_index(TAPESTRY_TILES_ALL, index)] = need;
    uint kind = kind_of(need);
#ifdef TAPESTRY_EACH_KIND
    int list = TAPESTRY_TILES_FILTERED + int(kind);
#else
    int list = TAPESTRY_TILES_FILTERED;
    if (kind == TAPESTRY_TILE_COPY) return;
#endif
    tiles[need_index(list, append(list, origin))] = need;
    float scale = largest_scale(asked);
    if (kind != TAPESTRY_TILE_COPY && scale > 1.0) atomicMax(largest, floatBitsToUint(scale));
}

void begin_list_of_all() {
    uvec2 across = uvec2(tiles_across());
    uint count = across.x * across.y;
    tile_lists[TAPESTRY_TILES_ALL].groups_x = min(count, TAPESTRY_TILE_ROW);
    tile_lists[TAPESTRY_TILES_ALL].groups_y = (count - 1u) / TAPESTRY_TILE_ROW + 1u;
    tile_lists[TAPESTRY_TILES_ALL].count = count;
}

void main() {
    int index = int(gl_LocalInvocationIndex);
    ivec2 first_tile = ivec2(TAPESTRY_TILES_PER_GROUP, 1) * ivec2(gl_WorkGroupID.xy);
    look_at_column(first_tile + ivec2(index / TAPESTRY_TILE, 0), index);
    memoryBarrierShared();
    barrier();

    ivec2 tile = first_tile + ivec2(index, 0);
    if (index >= TAPESTRY_TILES_PER_GROUP || tile.x >= tiles_across().x) return;
    if (tile == ivec2(0)) begin_list_of_all();
    sort_tile(tile, asked_by_tile(index));
}
