// Sorts tiles into those that are copied, those with the commonest filter, those whose filters lie between few knots,
// and the rest. One workgroup a tile.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FilterPass, pass);
#ifndef TAPESTRY_ATLAS
layout(std430, binding = TAPESTRY_STORAGE_BLENDED) readonly buffer BlendedLayers {
    TapestryBlendedLayer blended[];
};
#endif

// What the pixels ask for on each axis, by order_along, and whether it is turned in several ways.
shared uint tile_least[2];
shared uint tile_most[2];
shared uint tile_turns;

#include "include/taps.glsl"
#include "include/parameters.glsl"
#include "include/interval.glsl"
#ifdef TAPESTRY_ATLAS
#include "include/atlas.glsl"
#endif
#include "include/tile_lists.glsl"

uvec2 orders_of(PixelFilter wanted, PixelFilter first) {
    uvec2 orders = uvec2(order_along(pass.axes[0], wanted.parameter.x, first.parameter.x), 0u);
#ifdef TAPESTRY_TWO_AXES
    orders.y = order_along(pass.axes[1], wanted.parameter.y, first.parameter.y);
#endif
    return orders;
}

// Most pixels ask for what the first one of their tile does, and need no atomics.
void widen(int axis, uint least, uint most, uint first) {
    if (least != first) atomicMin(tile_least[axis], least);
    if (most != first) atomicMax(tile_most[axis], most);
}

// At least 1, so that the bits of scales are in their order.
float largest_scale_along(int axis) {
    return max(scale_beyond(pass.axes[axis], number_of(tile_most[axis])), 1.0);
}

// How much farther than at the last knots its pixels read, at most.
float largest_scale() {
    float scale = largest_scale_along(0);
#ifdef TAPESTRY_TWO_AXES
    scale *= largest_scale_along(1);
#endif
    return scale;
}

// Some pixel asks for more than what is copied; the limit is -infinity where nothing is.
bool is_filtered_along(int axis) {
    float limit = pass.copied_up_to[axis];
    return is_infinite(limit) || tile_most[axis] > order_of(limit);
}

// Pixels are looked up in the table only when they are filtered: tiles whose pixels are copied for one axis here, for
// the other there, are slower, and no other bit.
bool is_filtered() {
#ifdef TAPESTRY_TWO_AXES
    if (!is_filtered_along(1)) return false;
#endif
    return is_filtered_along(0);
}

// All pixels ask for what the frame's commonest do. Pictures of an atlas have little in common.
bool is_common(PixelFilter first) {
#ifdef TAPESTRY_ATLAS
    return false;
#else
    bool is_varied = tile_least[0] != tile_most[0] || tile_turns != 0u;
#ifdef TAPESTRY_TWO_AXES
    if (tile_least[1] != tile_most[1]) return false;
#endif
    return !is_varied && vec3(first.parameter, first.turn_deg) == blended[0].wanted.xyz;
#endif
}

// Its bits, or none where there are more knots than filter_interval.comp loads.
uint interval_of_tile() {
    KnotRange first = range_between(pass.axes[0], tile_least[0], tile_most[0]);
#ifdef TAPESTRY_TWO_AXES
    KnotRange second = range_between(pass.axes[1], tile_least[1], tile_most[1]);
#else
    KnotRange second = KnotRange(0u, 1u);
#endif
    return is_interval(first, second) ? bits_of(first, second) : 0u;
}

// Beside the pictures of an atlas: in no list, and as if it were copied for those that look around.
bool is_empty(ivec2 origin) {
#ifdef TAPESTRY_ATLAS
    return any(greaterThan(origin, pass.pictures[picture_at(origin)].end));
#else
    return false;
#endif
}

void main() {
    ivec2 origin = pass.area.first + origin_of(ivec2(gl_WorkGroupID.xy));
    if (is_empty(origin)) {
        if (gl_LocalInvocationIndex == 0u)
            tiles[kind_index(gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x)] = uint(TAPESTRY_TILES_COPY);
        return;
    }
    PixelFilter first = filter_at(origin);
    uvec2 first_orders = orders_of(first, first);
    if (gl_LocalInvocationIndex == 0u) {
        tile_least[0] = tile_most[0] = first_orders.x;
        tile_least[1] = tile_most[1] = first_orders.y;
        tile_turns = 0u;
    }
    memoryBarrierShared();
    barrier();

    uvec2 least = first_orders;
    uvec2 most = first_orders;
    bool is_turned = false;
    for (int half_tile = 0; half_tile < TAPESTRY_GROUPS_PER_TILE; ++half_tile) {
        ivec2 inside = ivec2(gl_LocalInvocationID.xy) + ivec2(0, TAPESTRY_GROUP_Y * half_tile);
        PixelFilter wanted = filter_at(min(origin + inside, pass.area.end - 1));
        uvec2 orders = orders_of(wanted, first);
        least = min(least, orders);
        most = max(most, orders);
        is_turned = is_turned || wanted.turn_deg != first.turn_deg;
    }
    widen(0, least.x, most.x, first_orders.x);
#ifdef TAPESTRY_TWO_AXES
    widen(1, least.y, most.y, first_orders.y);
#endif
#ifdef TAPESTRY_TURNED
    if (is_turned) atomicOr(tile_turns, 1u);
#endif
    memoryBarrierShared();
    barrier();

    if (gl_LocalInvocationIndex != 0u) return;
    float scale = largest_scale();
    if (scale > 1.0) atomicMax(largest, floatBitsToUint(scale));
    int kind = is_common(first) ? TAPESTRY_TILES_COMMON : TAPESTRY_TILES_VARYING;
    if (!is_filtered()) kind = TAPESTRY_TILES_COPY;
    uint interval = kind == TAPESTRY_TILES_VARYING ? interval_of_tile() : 0u;
    if (interval != 0u) kind = TAPESTRY_TILES_INTERVAL;
    uint index = append(kind, origin);
    if (interval != 0u) tiles[interval_index(index)] = interval;
    tiles[kind_index(gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x)] = uint(kind);
}
