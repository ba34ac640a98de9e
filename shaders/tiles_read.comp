// Which tiles layers read: those that are filtered, and what lies within their reach. Nothing is done for the rest of a
// sharp picture but to copy it. An invocation a tile.
#include "shared/layout.h"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    ReadTilesPass pass;
};

#include "include/tile_lists.glsl"

bool is_filtered(ivec2 tile) {
    return tiles[kind_index(uint(tile.y * pass.tiles.x + tile.x))] != uint(TAPESTRY_TILES_COPY);
}

// Farther than this, looking around costs more than it saves.
const float farthest_px = 512.0;

// In tiles. Of a neighbour so many away the nearest pixel is TAPESTRY_TILE * (tiles - 1) + 1 away; bilinear reads touch
// one pixel more.
int reach_of(float reach_px) {
    return int(ceil(reach_px)) / TAPESTRY_TILE + 1;
}

bool is_near_filtered(ivec2 tile) {
    float reach_px = pass.reach_px * max(uintBitsToFloat(largest), 1.0);
    if (!(reach_px <= farthest_px)) return true;
    int reach = reach_of(reach_px);
    ivec2 low = max(tile - reach, ivec2(0));
    ivec2 high = min(tile + reach, pass.tiles - 1);
    for (int y = low.y; y <= high.y; ++y)
        for (int x = low.x; x <= high.x; ++x)
            if (is_filtered(ivec2(x, y))) return true;
    return false;
}

void main() {
    ivec2 tile = pass.area.first + ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(tile, pass.area.end))) return;
    bool is_classified = all(greaterThanEqual(tile, ivec2(0))) && all(lessThan(tile, pass.tiles));
    bool is_copied = !is_classified || !is_filtered(tile);
    if (is_copied && !is_near_filtered(tile)) return;
    ivec2 origin = pass.origin + TAPESTRY_TILE * tile;
    append(TAPESTRY_TILES_READ, origin);
    if (is_classified && is_copied) append(TAPESTRY_TILES_READ_COPY, origin);
}
