// Radii that the blurred slices read with, smooth where the cascade reads: far ones by a tent over the extended CoC,
// near ones by the mean over what reaches the cell. 0 in tiles where nothing of the slice is needed.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/dof_cells.glsl"
#include "include/sheet.glsl"
#include "include/tiles.glsl"

vec4 tent(sampler2D values, vec2 place, ivec2 size) {
    vec2 reach = 0.75 * (1.0 / vec2(size));
    return 0.25 * (read_at(values, place + vec2(-reach.x, -reach.y), size) +
                   read_at(values, place + vec2(reach.x, -reach.y), size) +
                   read_at(values, place + vec2(-reach.x, reach.y), size) +
                   read_at(values, place + vec2(reach.x, reach.y), size));
}

// Mean CoC of what lies within a radius, by eight places on a spiral; the extended CoC where little does.
float reach_average(float extended, vec2 place, ivec2 size, bool is_outer) {
    float radius_px = abs(extended);
    vec2 unit = radius_px / (8.0 * vec2(size));
    vec2 sum = vec2(0.0);
    for (int index = 0; index < 8; ++index) {
        float angle = 2.39996323 * float(index);
        vec2 offset = sqrt((float(index) + 0.5) / 8.0) * vec2(cos(angle), sin(angle));
        vec4 read = read_sheet(coverage, place + unit * offset, size, cells_near);
        sum += is_outer ? vec2(read.xy) : vec2(read.zw);
    }
    sum /= 8.0;
    float mean = sum.y > 0.0 ? sum.x / sum.y : extended;
    return mix(extended, mean, clamp(4.0 * sum.y, 0.0, 1.0));
}

void main() {
    ivec2 cell = pixel_of_invocation();
    if (is_outside(cell)) return;
    ivec2 size = cells_of(pass.size);
    vec2 place = (vec2(cell) + 0.5) * (1.0 / vec2(size));
    const int tile_cells = TAPESTRY_TILE / TAPESTRY_LIGHT_CELL;
    vec4 need = texelFetch(tile_needs, cell / tile_cells, 0);
    uint near = uint(need.x);
    uint far = uint(need.y);
    vec4 slices = near > 0u || (far & 1u) != 0u ? tent(cocs, place, size) : vec4(0.0);
    float far_inner = (far & 1u) != 0u ? slices.w : 0.0;
    float far_outer = (far & 2u) != 0u ? tent(more, place, size).x : 0.0;
    // The coarser level may have a cell more than half of this one's.
    ivec2 coarse_size = (size + 1) / 2;
    vec2 coarse_place = (vec2(cell) + 0.5) / (2.0 * vec2(coarse_size));
    bool has_outer = (near & 1u) != 0u && slices.x < 0.0;
    bool has_inner = (near & 2u) != 0u && slices.y < 0.0;
    float near_outer = has_outer ? reach_average(slices.x, coarse_place, coarse_size, true) : 0.0;
    float near_inner = has_inner ? reach_average(slices.y, coarse_place, coarse_size, false) : 0.0;
    STORE_WITH_EDGE(radii, cell, pass.area.end, storable(vec4(-near_outer, -near_inner, far_inner, far_outer)));
}
