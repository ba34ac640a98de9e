// A coarser level of the pyramid: sums of 2x2 cells, so that a cell is covered where one of its four is.
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
#include "include/tiles.glsl"

void main() {
    ivec2 cell = pixel_of_invocation();
    if (is_outside(cell)) return;
    ivec2 last = pass.read_size - 1;
    Cells sum = no_cells();
    for (int index = 0; index < 4; ++index) {
        ivec2 finer = 2 * cell + ivec2(index & 1, index >> 1);
        if (any(greaterThan(finer, last))) continue;
        Cells other = cells_at(finer, pass.read_size);
        sum = Cells(sum.focus + other.focus, sum.near_inner + other.near_inner, sum.far_light + other.far_light,
                    sum.focus_coc + other.focus_coc, sum.far + other.far, sum.near + other.near);
    }
    store_cells(cell, saturated(sum));
}
