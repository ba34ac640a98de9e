// Cells of a level of `size`, read from the sampler `own`.
//
// Include dof_cells.glsl and sheet.glsl before.

Cells cells_at(ivec2 cell, ivec2 size) {
    vec4 light = texelFetch(own, sheet_texel(cell, size, cells_light), 0);
    return Cells(texelFetch(own, sheet_texel(cell, size, cells_focus), 0),
                 texelFetch(own, sheet_texel(cell, size, cells_near_inner), 0), light.rgb, light.a,
                 texelFetch(own, sheet_texel(cell, size, cells_far), 0),
                 texelFetch(own, sheet_texel(cell, size, cells_near), 0));
}
