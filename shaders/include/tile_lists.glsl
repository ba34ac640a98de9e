// The lists of tiles, written.
//
// Declare before including: a block `pass` with `tile_capacity`.

#include "include/tile.glsl"

#ifndef __cplusplus
layout(std430, binding = TAPESTRY_STORAGE_TILES) buffer Tiles {
    TapestryTileList tile_lists[TAPESTRY_TILE_LISTS];
    uint largest;  // bits of a number of 0 or more: of all tiles, what those that list them have to know
    uint tiles[];
};
#endif

// Its place in the list.
uint append(int kind, ivec2 origin) {
    uint index = atomicAdd(tile_lists[kind].count, 1u);
    atomicMax(tile_lists[kind].groups_x, min(index + 1u, TAPESTRY_TILE_ROW));
    atomicMax(tile_lists[kind].groups_y, index / TAPESTRY_TILE_ROW + 1u);
    uvec2 biased = uvec2(origin + TAPESTRY_TILE_BIAS);
    tiles[uint(kind) * pass.tile_capacity + index] = biased.x | biased.y << 16;
    return index;
}

uint kind_index(uint tile) {
    return uint(TAPESTRY_TILE_LISTS) * pass.tile_capacity + tile;
}

// Of the tile at a place in the list of those that have an interval.
uint interval_index(uint index) {
    return uint(TAPESTRY_TILE_LISTS + 1) * pass.tile_capacity + index;
}
