// Which tiles layers read: those that are filtered, and what lies within their reach. Nothing is done for the rest of a
// sharp picture but to copy it. An invocation a tile.
#include "shared/layout.h"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, ReadTilesPass, pass);

#include "include/tile_lists.glsl"

bool is_classified(ivec2 tile) {
    return all(greaterThanEqual(tile, ivec2(0))) && all(lessThan(tile, pass.tiles));
}

// Of tiles that are classified.
uint need_of(ivec2 tile) {
    return tiles[need_index(TAPESTRY_TILES_ALL, uint(tile.y * pass.tiles.x + tile.x))];
}

bool is_filtered(ivec2 tile) {
    return kind_of(need_of(tile)) != TAPESTRY_TILE_COPY;
}

// Farther than this, looking around costs more than it saves.
const float farthest_px = 512.0;

// In tiles. Of a neighbour so many away the nearest pixel is all but one of them and a pixel away; bilinear reads touch
// one pixel more.
int reach_of(float reach_px) {
    return int(ceil(reach_px)) / TAPESTRY_TILE + 1;
}

// What is around a workgroup's tiles, a bit a tile that is filtered: rows of 16 + 2 * 33 tiles at most, in words. Looked
// up tile by tile it would be (2 * 33 + 1)^2 reads for each.
#define TAPESTRY_ROW_WORDS 3
#define TAPESTRY_ROWS 74
shared uint filtered_bits[TAPESTRY_ROWS * TAPESTRY_ROW_WORDS];

void find_filtered(int reach) {
    for (int i = int(gl_LocalInvocationIndex); i < TAPESTRY_ROWS * TAPESTRY_ROW_WORDS;
         i += TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y)
        filtered_bits[i] = 0u;
    memoryBarrierShared();
    barrier();
    ivec2 group = ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y);
    ivec2 corner = pass.area.first + ivec2(gl_WorkGroupID.xy) * group - reach;
    ivec2 size = group + 2 * reach;
    for (int i = int(gl_LocalInvocationIndex); i < size.x * size.y; i += TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y) {
        ivec2 at = ivec2(i % size.x, i / size.x);
        if (is_classified(corner + at) && is_filtered(corner + at))
            atomicOr(filtered_bits[TAPESTRY_ROW_WORDS * at.y + at.x / 32], 1u << (at.x & 31));
    }
    memoryBarrierShared();
    barrier();
}

// The bits from first on, and those up to last, of a row's word.
uint bits_within(int word, int first, int last) {
    int low = clamp(first - 32 * word, 0, 32);
    int high = clamp(last + 1 - 32 * word, 0, 32);
    return bitfieldInsert(0u, 0xffffffffu, low, high - low);
}

bool is_near_filtered(int reach) {
    ivec2 first = ivec2(gl_LocalInvocationID.xy);
    ivec2 last = first + 2 * reach;
    uvec3 within = uvec3(bits_within(0, first.x, last.x), bits_within(1, first.x, last.x),
                         bits_within(2, first.x, last.x));
    uvec3 found = uvec3(0u);
    for (int y = first.y; y <= last.y; ++y) {
        int word = TAPESTRY_ROW_WORDS * y;
        found |= within & uvec3(filtered_bits[word], filtered_bits[word + 1], filtered_bits[word + 2]);
    }
    return any(notEqual(found, uvec3(0u)));
}

void main() {
    float reach_px = pass.reach_px * max(uintBitsToFloat(largest), 1.0);
    bool is_far = !(reach_px <= farthest_px);
    int reach = is_far ? 0 : reach_of(reach_px);
    find_filtered(reach);
    ivec2 tile = pass.area.first + ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(tile, pass.area.end))) return;
    bool is_sorted = is_classified(tile);
    // What lies beyond is read by the first layer alone.
    uint need = is_sorted ? need_of(tile) : TAPESTRY_TILE_VARYING << TAPESTRY_TILE_KIND_BIT;
    bool is_copied = kind_of(need) == TAPESTRY_TILE_COPY;
    bool is_read = is_far || (is_sorted && !is_copied) || is_near_filtered(reach);
    if (!is_read && !(is_copied && pass.lists_copied != 0u)) return;
    uint index = append(TAPESTRY_TILES_BEFORE, pass.origin + origin_of(tile));
    tiles[need_index(TAPESTRY_TILES_BEFORE, index)] = need | (is_read ? TAPESTRY_TILE_READ : 0u);
}
