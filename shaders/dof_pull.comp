// Fills of one level: its own cells as far as they are covered, the coarser level's fills for the rest.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/dof_cells.glsl"
#include "include/sheet.glsl"
#include "include/dof_cells_read.glsl"
#include "include/dof_fills.glsl"
#include "include/tiles.glsl"

Fills coarser_fills(ivec2 cell) {
    ivec2 size = pass.read_size;
    vec2 place = (vec2(cell) + 0.5) / (2.0 * vec2(size));
    return Fills(read_sheet(coarse0, place, size, fills_focus), read_sheet(coarse0, place, size, fills_near_inner),
                 read_at(coarse1, place, size), read_at(coarse2, place, size), read_at(coarse3, place, size).x);
}

void main() {
    ivec2 cell = pixel_of_invocation();
    if (is_outside(cell)) return;
    ivec2 size = pass.area.end;
    store_fills(cell, size, fills_of(cells_at(cell, size), coarser_fills(cell)));
}
