// A coarser level of the pyramid.
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
#include "include/dof_cells_store.glsl"
#include "include/dof_cells_push.glsl"
#include "include/tiles.glsl"

Cells finer_at(int level, ivec2 cell) {
    return cells_at(cell, pass.read_size);
}

void main() {
    ivec2 cell = pixel_of_invocation();
    if (!is_outside(cell)) store_cells(cell, pushed(0, cell, pass.read_size));
}
