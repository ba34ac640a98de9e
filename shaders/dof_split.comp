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

ivec2 place_of(int slice, ivec2 block) {
    return ivec2(pass.slice_columns[slice], pass.slice_rows[slice]) + block;
}

// Around the picture, in the atlas' margins, its edge goes on.
void main() {
    read_splits();
    ivec2 place_in_border = pixel_of_invocation();
    if (is_outside(place_in_border)) return;
    int side = int(pass.step);
    ivec2 block = clamp(place_in_border, ivec2(0), (pass.size + side - 1) / side - 1);
    ivec2 corner = side * block;
    bool needed = texelFetch(tile_needs, tile_of(corner), 0).w > 0.0;
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
    imageStore(slices0, place_of(0, place_in_border), storable(share * sum.near_outer));
    imageStore(slices1, place_of(1, place_in_border), storable(share * sum.near_inner));
    imageStore(slices2, place_of(2, place_in_border), storable(share * sum.far_inner));
    imageStore(slices3, place_of(3, place_in_border), storable(share * sum.far_outer));
}
