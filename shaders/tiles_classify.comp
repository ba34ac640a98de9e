// Sorts tiles into those that are copied, those with one filter and those with many. One workgroup a tile.
#include "shared/layout.h"
#include "include/color.glsl"

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
layout(std430, binding = TAPESTRY_STORAGE_TILES) buffer Tiles {
    TapestryTileList tile_lists[TAPESTRY_TILE_KINDS];
    uint tiles[];
};
#ifdef TAPESTRY_MAPPED
layout(binding = TAPESTRY_UNIT_PARAMETER) uniform highp sampler2D parameters;
#endif
#ifdef TAPESTRY_TURNED
layout(binding = TAPESTRY_UNIT_TURN) uniform highp sampler2D turns;
#endif

shared uint is_filtered;
shared uint is_varied;

#include "include/taps.glsl"
#include "include/parameters.glsl"

void append(int kind, ivec2 origin) {
    uint index = atomicAdd(tile_lists[kind].count, 1u);
    atomicMax(tile_lists[kind].groups_x, min(index + 1u, TAPESTRY_TILE_ROW));
    atomicMax(tile_lists[kind].groups_y, index / TAPESTRY_TILE_ROW + 1u);
    tiles[uint(kind) * pass.tile_capacity + index] = uint(origin.x) | uint(origin.y) << 16;
}

void main() {
    if (gl_LocalInvocationIndex == 0u) {
        is_filtered = 0u;
        is_varied = 0u;
    }
    memoryBarrierShared();
    barrier();

    ivec2 origin = pass.area.first + TAPESTRY_TILE * ivec2(gl_WorkGroupID.xy);
    Asked first = asked_at(origin);
    for (int half_tile = 0; half_tile < TAPESTRY_GROUPS_PER_TILE; ++half_tile) {
        ivec2 inside = ivec2(gl_LocalInvocationID.xy) + ivec2(0, TAPESTRY_GROUP_Y * half_tile);
        Asked asked = asked_at(min(origin + inside, pass.area.end - 1));
        // Whoever writes writes the same.
        if (!is_identity(locate_entries(asked.parameter))) is_filtered = 1u;
        if (asked.parameter != first.parameter || asked.turn_deg != first.turn_deg) is_varied = 1u;
    }
    memoryBarrierShared();
    barrier();

    if (gl_LocalInvocationIndex != 0u) return;
    append(is_filtered == 0u ? TAPESTRY_TILES_COPY
                             : (is_varied == 0u ? TAPESTRY_TILES_UNIFORM : TAPESTRY_TILES_VARYING),
           origin);
}
