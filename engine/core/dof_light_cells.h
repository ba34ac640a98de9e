/// Where depth of field's lights are merged. Same names and maths as shaders/include/dof_light_cells.glsl,
/// which says why.
#pragma once

#include <glm/vec2.hpp>
#include <limits>

#include "shared/dof.h"

namespace tapestry {

struct DofLightCells {
    static constexpr int cell_px = TAPESTRY_LIGHT_CELL;
    static constexpr int radius_cells = TAPESTRY_LIGHT_RADIUS_CELLS;
    static constexpr int lights_per_cell = TAPESTRY_LIGHTS_PER_CELL;
    static constexpr glm::ivec2 block = {TAPESTRY_LIGHT_BLOCK_X, TAPESTRY_LIGHT_BLOCK_Y};

    int levels = 1;
    glm::ivec2 finest = {0, 0};  ///< cells along each axis: whole blocks on every level

    glm::ivec2 cells(int level) const { return {finest.x >> level, finest.y >> level}; }

    /// Size of the texture that holds all levels, for a texel a cell.
    glm::ivec2 all_cells() const { return {finest.x, rows_before(levels, finest.y)}; }
    /// The same for a texel a block.
    glm::ivec2 all_blocks() const { return {finest.x / block.x, rows_before(levels, finest.y / block.y)}; }

    /// Where a cell of a level lies in such a texture, or a block; `finest`: how many there are on level 0.
    static glm::ivec2 texel_of_level(int level, glm::ivec2 cell, glm::ivec2 finest) {
        const int side_by_side = cell.y & ((1 << level) - 1);
        return {side_by_side * (finest.x >> level) + cell.x,
                rows_before(level, finest.y) + (cell.y >> level)};
    }

    /// Rows that the levels before this one take.
    static int rows_before(int level, int finest_rows) {
        int rows = 0;
        for (int finer = 0; finer < level; ++finer)
            rows += ((finest_rows >> finer) + (1 << finer) - 1) >> finer;
        return rows;
    }

    int side_px(int level) const { return cell_px << level; }

    /// CoC from which on lights go up.
    double top_px(int level) const {
        return level + 1 < levels ? radius_cells * side_px(level) : std::numeric_limits<double>::infinity();
    }
};

/// For a picture whose CoCs are at most limit_px.
inline DofLightCells dof_light_cells(int width, int height, double limit_px) {
    DofLightCells cells;
    while (limit_px >= DofLightCells::radius_cells * cells.side_px(cells.levels - 1)) ++cells.levels;
    const glm::ivec2 coarsest = cells.side_px(cells.levels - 1) * DofLightCells::block;
    const glm::ivec2 blocks = (glm::ivec2(width, height) + coarsest - 1) / coarsest;
    cells.finest = (1 << (cells.levels - 1)) * DofLightCells::block * blocks;
    return cells;
}

}  // namespace tapestry
