// Cells of the pass's level, stored to the image `cells`.
//
// Include dof_cells.glsl, sheet.glsl and store.glsl before.

void store_cells(ivec2 cell, Cells sum) {
    ivec2 size = pass.area.end;
    imageStore(cells, sheet_texel(cell, size, cells_focus), storable(sum.focus));
    imageStore(cells, sheet_texel(cell, size, cells_near_inner), storable(sum.near_inner));
    imageStore(cells, sheet_texel(cell, size, cells_light), storable(vec4(sum.far_light, sum.focus_coc)));
    imageStore(cells, sheet_texel(cell, size, cells_far), storable(sum.far));
    STORE_IN_SHEET(cells, 3, cell, size, cells_near, storable(sum.near));
}
