// Which pixel an invocation works on: one of a grid over the pass's area, or of the tiles of one list. Where a
// workgroup has fewer rows than TAPESTRY_GROUP_Y, each invocation has others to do below.
//
// Declare before including: a block `pass` with its `area` and, among tiles, `tile_kind` and `tile_capacity`.

#include "include/tile.glsl"

// In C++ whoever runs the shader knows.
#ifndef __cplusplus
#ifdef TAPESTRY_TILED

layout(std430, binding = TAPESTRY_STORAGE_TILES) readonly buffer Tiles {
    TapestryTileList tile_lists[TAPESTRY_TILE_LISTS];
    uint largest;
    uint tiles[];
};

// Of the workgroup's tile in the list.
uint index_in_list() {
    return gl_WorkGroupID.y * TAPESTRY_TILE_ROW + gl_WorkGroupID.x;
}

// The tile's first pixel; one outside of every picture for groups past the list's end.
ivec2 tile_origin() {
    uint index = index_in_list();
    if (index >= tile_lists[pass.tile_kind].count) return ivec2(-0x8000);
    uint origin = tiles[pass.tile_kind * pass.tile_capacity + index];
    return ivec2(origin & 0xffffu, origin >> 16) - TAPESTRY_TILE_BIAS;
}

ivec2 pixel_of_invocation() {
    return tile_origin() + ivec2(gl_LocalInvocationID.xy) +
           ivec2(0, TAPESTRY_GROUP_Y * int(gl_WorkGroupID.z));
}

// What the tile needs, in the cascade's lists.
uint need_of_group() {
    return tiles[(uint(TAPESTRY_TILE_LISTS) + pass.tile_kind) * pass.tile_capacity + index_in_list()];
}

#else

ivec2 pixel_of_invocation() {
    return pass.area.first + ivec2(gl_WorkGroupID.xy) * ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y) +
           ivec2(gl_LocalInvocationID.xy);
}

#endif
#endif

bool is_outside(ivec2 pixel) {
    return any(lessThan(pixel, pass.area.first)) || any(greaterThanEqual(pixel, pass.area.end));
}
