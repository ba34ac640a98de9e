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

uint index_in_tiles(int list, uint index) {
    return uint(list) * pass.tile_capacity + index;
}

void set_tile(int list, uint index, ivec2 origin) {
    uvec2 biased = uvec2(origin + TAPESTRY_TILE_BIAS);
    tiles[index_in_tiles(list, index)] = biased.x | biased.y << 16;
}

// Its place in the list.
uint append(int list, ivec2 origin) {
    uint index = atomicAdd(tile_lists[list].count, 1u);
    atomicMax(tile_lists[list].groups_x, min(index + 1u, TAPESTRY_TILE_ROW));
    atomicMax(tile_lists[list].groups_y, index / TAPESTRY_TILE_ROW + 1u);
    set_tile(list, index, origin);
    return index;
}

// Of the tiles in one of the cascade's lists.
uint need_index(int list, uint index) {
    return index_in_tiles(TAPESTRY_TILE_LISTS + list, index);
}
