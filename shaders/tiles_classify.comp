// Sorts tiles into those that are copied, those with the commonest filter, with another one, and with many. One
// workgroup a tile.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FilterPass, pass);
layout(std430, binding = TAPESTRY_STORAGE_BLENDED) readonly buffer BlendedLayers {
    TapestryBlendedLayer blended[];
};

const uint filtered = 1u;
const uint varied = 2u;
shared uint tile_flags;
shared uint tile_scale;

#include "include/taps.glsl"
#include "include/parameters.glsl"
#include "include/tile_lists.glsl"

int kind_of_uniform(PixelFilter wanted) {
    bool is_common = vec3(wanted.parameter, wanted.turn_deg) == blended[0].wanted.xyz;
    return is_common ? TAPESTRY_TILES_COMMON : TAPESTRY_TILES_UNIFORM;
}

// What the pixel adds to the tile's flags. Pixels are looked up in the table only when they are filtered: the few
// that are copied and do not show here make a tile that is slower, and no other bit.
uint flags_of(PixelFilter wanted, PixelFilter first) {
    // The limit is -infinity where nothing is copied, and a parameter may be that too.
    bool is_copied = any(lessThanEqual(max(wanted.parameter, -3.0e38), pass.copied_up_to));
    bool is_different = wanted.parameter != first.parameter || wanted.turn_deg != first.turn_deg;
    return (is_copied ? 0u : filtered) | (is_different ? varied : 0u);
}

// At least 1, so that the bits of scales are in their order. Every axis that is not there scales by 1.
float largest_scale_of(PixelFilter wanted) {
    float scale = is_nan(wanted.parameter.x) ? 1.0 : max(scale_beyond(pass.axes[0], wanted.parameter.x), 1.0);
#ifdef TAPESTRY_TWO_AXES
    if (!is_nan(wanted.parameter.y)) scale *= max(scale_beyond(pass.axes[1], wanted.parameter.y), 1.0);
#endif
    return scale;
}

void main() {
    if (gl_LocalInvocationIndex == 0u) {
        tile_flags = 0u;
        tile_scale = 0u;
    }
    memoryBarrierShared();
    barrier();

    ivec2 origin = pass.area.first + origin_of(ivec2(gl_WorkGroupID.xy));
    PixelFilter first = filter_at(origin);
    uint flags = 0u;
    float scale = 1.0;
    for (int half_tile = 0; half_tile < TAPESTRY_GROUPS_PER_TILE; ++half_tile) {
        ivec2 inside = ivec2(gl_LocalInvocationID.xy) + ivec2(0, TAPESTRY_GROUP_Y * half_tile);
        PixelFilter wanted = filter_at(min(origin + inside, pass.area.end - 1));
        flags |= flags_of(wanted, first);
        scale = max(scale, largest_scale_of(wanted));
    }
    if (flags != 0u) atomicOr(tile_flags, flags);
    if (scale > 1.0) atomicMax(tile_scale, floatBitsToUint(scale));
    memoryBarrierShared();
    barrier();

    if (gl_LocalInvocationIndex != 0u) return;
    if (tile_scale != 0u) atomicMax(largest, tile_scale);
    int kind = TAPESTRY_TILES_COPY;
    if ((tile_flags & filtered) != 0u)
        kind = (tile_flags & varied) != 0u ? TAPESTRY_TILES_VARYING : kind_of_uniform(first);
    append(kind, origin);
    tiles[kind_index(gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x)] = uint(kind);
}
