// The slice in focus at full resolution, premultiplied, with what the fills put behind near things; and what of it
// there is in each cell.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/dof_slices.glsl"
#include "include/dof_surfaces.glsl"
#include "include/dof_fill.glsl"
#include "include/sheet.glsl"
#include "include/tiles.glsl"

const int blocks_x = TAPESTRY_GROUP_X / 2;
shared vec4 block_ranges[TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y / 4];
shared vec4 need;
shared uint occupied;  // a bit a cell of the workgroup's
shared uint mixed;

// True where surfaces meet whose CoCs differ clearly within what counts as in focus.
bool is_mixed(vec4 range) {
    return min(range.y, pass.focus_px) - max(range.x, -pass.near_focus_px) > 1.0;
}

vec4 focus_at(ivec2 pixel, vec4 range) {
    Surfaces surfaces = surfaces_at(pixel, has_edge(range));
    vec4 sum = vec4(0.0);
    if (is_in_focus(surfaces.front_coc)) sum += surfaces.front;
    if (surfaces.back.a > 0.0 && is_in_focus(surfaces.back_coc))
        sum += (1.0 - sum.a) * surfaces.back;
    if (surfaces.front_coc <= -pass.near_focus_px) {
        ivec2 cells = cells_of(pass.size);
        vec2 place = (vec2(pixel) + 0.5) / (4.0 * vec2(cells));
        sum += (1.0 - sum.a) * focus_fill(surfaces, read_sheet(fill_nearer, place, cells, fills_focus));
    }
    return sum;
}

void main() {
    read_splits();
    ivec2 pixel = pixel_of_invocation();
    ivec2 inside = clamp(pixel, ivec2(0), pass.size - 1);
    uint column = gl_LocalInvocationID.x / uint(TAPESTRY_FOCUS_CELL);
    if (gl_LocalInvocationIndex == 0u) {
        need = texelFetch(tile_needs, tile_of(inside), 0);
        occupied = 0u;
        mixed = 0u;
    }
    memoryBarrierShared();
    barrier();
    ivec2 block = ivec2(gl_LocalInvocationID.xy) / 2;
    bool is_corner = all(equal(2 * block, ivec2(gl_LocalInvocationID.xy)));
    if (is_corner && need.w >= 2.0) block_ranges[block.y * blocks_x + block.x] = texelFetch(ranges, inside / 2, 0);
    memoryBarrierShared();
    barrier();
    if (!is_outside(pixel)) {
        // Where nothing is in focus in this tile nor beside it, there is nothing to look for.
        vec4 sum = vec4(0.0);
        if (need.w >= 2.0) {
            vec4 range = block_ranges[block.y * blocks_x + block.x];
            sum = storable(focus_at(pixel, range));
            if (sum != vec4(0.0)) atomicOr(occupied, 1u << column);
            if (is_mixed(range)) atomicOr(mixed, 1u << column);
        }
        STORE_WITH_EDGE(target, pixel, pass.size, sum);
    }
    memoryBarrierShared();
    barrier();
    ivec2 cell = pixel / TAPESTRY_FOCUS_CELL;
    bool is_first = pixel == cell * TAPESTRY_FOCUS_CELL;
    if (is_first && !is_outside(pixel))
        STORE_WITH_EDGE(cells, cell, (pass.size + TAPESTRY_FOCUS_CELL - 1) / TAPESTRY_FOCUS_CELL,
                        vec4((occupied >> column) & 1u, (mixed >> column) & 1u, 0.0, 0.0));
}
