// The slices that are blurred, at half or full resolution, premultiplied, with what the fills put behind things.
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

struct Slices {
    vec4 near_outer;
    vec4 near_inner;
    vec4 far_inner;
    vec4 far_outer;
};

void add_surface(INOUT(Slices) slices, vec4 light, float coc) {
    if (light.a <= 0.0) return;
    int slice = slice_of(coc);
    if (slice == TAPESTRY_SLICE_NEAR_OUTER) slices.near_outer += light;
    if (slice == TAPESTRY_SLICE_NEAR_INNER) slices.near_inner += light;
    if (slice == TAPESTRY_SLICE_FAR_INNER) slices.far_inner += light;
    if (slice == TAPESTRY_SLICE_FAR_OUTER) slices.far_outer += light;
}

// Where a slice's pixel lies, in the atlas or in a texture of its own.
ivec2 place_of(int slice, ivec2 block) {
    return ivec2(pass.slice_columns[slice], pass.slice_rows[slice]) + block;
}

// With the ring that the atlas has around it. Of a texture of its own that is outside, or nobody reads it.
#define STORE_SLICE(image, slice, block, light)                                                              \
    STORE_WITH_RING(image, place_of(slice, block), place_of(slice, ivec2(0)), place_of(slice, pass.area.end), \
                    storable(light))

// A workgroup's blocks lie in two tiles at half resolution, in one at full.
shared float tile_need[2];

// Whether some layer reaches the tile of a block.
bool is_needed(ivec2 corner, int side) {
    ivec2 first = tile_of(corner - ivec2(side * int(gl_LocalInvocationID.x), 0));
    int tile = tile_of(corner).x - first.x;
    ivec2 last = tile_of(pass.size - 1);
    if (gl_LocalInvocationIndex < 2u) {
        ivec2 read = first + ivec2(int(gl_LocalInvocationIndex), 0);
        tile_need[gl_LocalInvocationIndex] = texelFetch(tile_needs, min(read, last), 0).w;
    }
    memoryBarrierShared();
    barrier();
    return tile_need[tile] > 0.0;
}

void main() {
    read_splits();
    ivec2 block = pixel_of_invocation();
    int side = int(pass.step);
    ivec2 corner = side * block;
    bool needed = is_needed(corner, side);
    if (is_outside(block)) return;
    Slices sum = Slices(vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
    if (needed) {
        vec4 range = texelFetch(ranges, corner / 2, 0);
        bool edge = has_edge(range);
        ivec2 cells = cells_of(pass.size);
        vec2 place = pass.step * (vec2(block) + 0.5) / (4.0 * vec2(cells));
        // Nothing is put behind what is far everywhere.
        vec4 far = vec4(0.0);
        if (range.x < pass.focus_px) far = read_at(fill_far, place, cells);
        vec4 near_inner = vec4(0.0);
        float near_inner_coc = 0.0;
        float slope = edge ? 0.0 : (range.y - range.x) / 3.0;  // of 4x4 pixels
        if (slice_of(range.x) == TAPESTRY_SLICE_NEAR_OUTER) {
            near_inner = read_sheet(fill_nearer, place, cells, fills_near_inner);
            near_inner_coc = read_at(fill_cocs, place, cells).y;
        }
        for (int index = 0; index < side * side; ++index) {
            ivec2 pixel = min(corner + ivec2(index % side, index / side), pass.size - 1);
            Surfaces surfaces = surfaces_at(pixel, edge);
            add_surface(sum, surfaces.front, surfaces.front_coc);
            if (surfaces.back.a > 0.0) add_surface(sum, seen_back(surfaces), surfaces.back_coc);
            add_surface(sum, far_fill(surfaces, far), far.a);
            sum.near_inner += near_fill(surfaces, near_inner, near_inner_coc, slope);
        }
    }
    float share = 1.0 / (pass.step * pass.step);
    STORE_SLICE(slices0, 0, block, share * sum.near_outer);
    STORE_SLICE(slices1, 1, block, share * sum.near_inner);
    STORE_SLICE(slices2, 2, block, share * sum.far_inner);
    STORE_SLICE(slices3, 3, block, share * sum.far_outer);
}
