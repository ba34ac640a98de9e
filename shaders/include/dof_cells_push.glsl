// A cell of a coarser level of the pyramid: the sum of 2x2 cells, so that it is covered where one of the four is.
//
// Include dof_cells.glsl before. Define afterwards: `finer_at`.

// A cell of the level before this one.
DECLARE(Cells finer_at(int level, ivec2 cell));

Cells pushed(int level, ivec2 cell, ivec2 finer_size) {
    Cells sum = no_cells();
    for (int index = 0; index < 4; ++index) {
        ivec2 finer = 2 * cell + ivec2(index & 1, index >> 1);
        if (any(greaterThanEqual(finer, finer_size))) continue;
        Cells other = finer_at(level, finer);
        sum = Cells(sum.focus + other.focus, sum.near_inner + other.near_inner, sum.far_light + other.far_light,
                    sum.focus_coc + other.focus_coc, sum.far + other.far, sum.near + other.near);
    }
    return saturated(sum);
}
