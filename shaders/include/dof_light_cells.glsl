// Cells of lights, level by level: same names and maths as engine/core/dof_light_cells.h.
//
// Level 0 has cells of 4x4 pixels, every further one cells of twice the side. A light goes up while its CoC is 12 cells
// or more, so that it is drawn from a cell of a twelfth to a sixth of its CoC: lights that are merged there are too
// close to tell their disks apart, and a pixel is reached by the lights of at most pi (12 + sqrt(2))^2 = 565 cells of a
// level, however many there are in the picture. On the last level lights stay.
//
// In a cell lights behind the plane of focus are kept apart from those before it, since the mean of their CoCs is
// nobody's; and on either side the brightest, with those of about its CoC, from the rest.
//
// Declare before including: `DofPass pass`.

const int light_far = 0;
const int light_near = 1;

// All levels lie in one texture, the finest before the others, 2^level rows of a level side by side in one. The lights
// of a cell lie in as many copies of that, side by side: far main and rest, near main and rest; for each the light a
// pixel of the cell (no sum is too large to store) and its CoC, 0 where there is none. In another texture lie their
// places, those of a side in one texel, from the cell's middle in cells.

// Of a cell of a level, or of a block; `finest`: how many there are on level 0.
ivec2 texel_of_level(int level, ivec2 cell, ivec2 finest) {
    int first_row = 0;
    for (int finer = 0; finer < level; ++finer) first_row += ((finest.y >> finer) + (1 << finer) - 1) >> finer;
    int side_by_side = cell.y & ((1 << level) - 1);
    return ivec2(side_by_side * (finest.x >> level) + cell.x, first_row + (cell.y >> level));
}

ivec2 light_texel(int level, ivec2 cell, int part) {
    return texel_of_level(level, cell, pass.light_cells) + ivec2(part * pass.light_cells.x, 0);
}

float light_cell_px(int level) {
    return float(TAPESTRY_LIGHT_CELL << level);
}

// CoC from which on lights go up.
float light_top_px(int level) {
    bool is_last = level + 1 >= int(pass.light_levels);
    return is_last ? 1.0e30 : float(TAPESTRY_LIGHT_RADIUS_CELLS) * light_cell_px(level);
}

// Blocks of cells know the largest CoC of their lights that stay on the level, far and near, and that go up.
const ivec2 light_block = ivec2(TAPESTRY_LIGHT_BLOCK_X, TAPESTRY_LIGHT_BLOCK_Y);

ivec2 reach_texel(int level, ivec2 block) {
    return texel_of_level(level, block, pass.light_cells / light_block);
}
