#include "gl/dof_settings.h"

namespace tapestry::test {

static_assert(TAPESTRY_TILE == dof_tile_px);
static_assert(TAPESTRY_DOF_TILES_SHARP == sharp_tile && TAPESTRY_DOF_TILES_RIM == rim_tile);
static_assert(TAPESTRY_DOF_TILES_FOCUS == focus_tile && TAPESTRY_DOF_TILES_LAYERED == layered_tile);
static_assert(TAPESTRY_FOCUS_CELL == dof_focus_cell_px);
static_assert(TAPESTRY_SINGLE_SURFACE == dof_single_surface);
static_assert(TAPESTRY_SPLIT_BINS == dof_split_bins);
static_assert(TAPESTRY_NOTHING_HIDDEN == static_cast<float>(dof_nothing_hidden));

DofSettings dof_settings(const DofFrame& frame) {
    DofSettings settings;
    settings.width = frame.width;
    settings.height = frame.height;
    settings.focus_px = dof_focus_px;
    settings.near_focus_px = dof_near_focus_px;
    settings.near_split_px = frame.near_split_px;
    settings.far_split_px = frame.far_split_px;
    settings.most_near_split_px = frame.most_split_px.x;
    settings.most_far_split_px = frame.most_split_px.y;
    settings.threshold = frame.options.highlights.on ? frame.options.highlights.threshold : 1e30;
    settings.limit_px = frame.limit_px;
    settings.step = frame.step;
    settings.slice_steps = frame.slice_steps;
    settings.bright_cell_px = frame.bright_cell_px;
    settings.light_cells = frame.light_cells;
    settings.row_sign = frame.row0 == Row0::top ? 1.0 : -1.0;
    return settings;
}

}  // namespace tapestry::test
