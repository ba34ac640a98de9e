// The slices of DepthOfField: split, laid out in an atlas and blurred; and the one in focus.
#include <array>

#include "core/reduced_filter.h"
#include "effects/dof_run.h"

namespace tapestry {
namespace {

constexpr std::array<const char*, TAPESTRY_BLURRED_SLICES> slice_names = {"slices0", "slices1", "slices2",
                                                                          "slices3"};

int divided(int pixels, int step) {
    for (; step > 1; step /= 2) pixels = halved(pixels);
    return pixels;
}

}  // namespace

void DofRun::lay_out_slices() {
    std::array<glm::ivec2, TAPESTRY_BLURRED_SLICES> sizes;
    for (std::size_t slice = 0; slice < sizes.size(); ++slice) {
        const int step = frame_.slice_steps[slice];
        sizes[slice] = {divided(frame_.width, step), divided(frame_.height, step)};
    }
    atlas_ = make_atlas(sizes);
    for (std::size_t slice = 0; slice < sizes.size(); ++slice)
        atlas_.pictures[slice].is_turned = slice < TAPESTRY_SLICE_FOCUS;
}

/// Where passes find the slices, or put them.
void DofRun::place_slices(layout::DofPass& block) const {
    block.most_slice_radius = frame_.most_slice_radius_px;
    for (int slice = 0; slice < TAPESTRY_BLURRED_SLICES; ++slice) {
        const Area& area = atlas_.pictures[static_cast<std::size_t>(slice)].area;
        block.slice_columns[slice] = area.first.x;
        block.slice_rows[slice] = area.first.y;
    }
}

void DofRun::split() {
    const DofLevel& finest = textures_.levels.front();
    const int width = divided(frame_.width, frame_.step), height = divided(frame_.height, frame_.step);
    layout::DofPass block = this->block(width, height);
    place_slices(block);
    textures_.slices = half_floats(atlas_.size.x, atlas_.size.y);
    for (std::size_t slice = 0; slice < TAPESTRY_BLURRED_SLICES; ++slice) {
        textures_.split[slice] = textures_.slices;
        if (!is_halved(slice)) continue;
        textures_.split[slice] = half_floats(width, height);
        block.slice_columns[static_cast<int>(slice)] = block.slice_rows[static_cast<int>(slice)] = 0;
    }
    PassList::Pass& pass = add("dof_split.comp", block);
    fetch_surfaces(pass)
        .samples("fill_nearer", finest.fills[0])
        .samples("fill_far", finest.fills[1])
        .samples("fill_cocs", finest.fills[2])
        .fetches("tile_needs", textures_.needs);
    for (std::size_t slice = 0; slice < TAPESTRY_BLURRED_SLICES; ++slice)
        pass.writes(slice_names[slice], textures_.split[slice]);
    pass.over(block.area);
}

/// Before slices are blurred: then nothing needs the edges' surfaces any more.
void DofRun::draw_focus_slice() {
    layout::DofPass pass = block(frame_.width, frame_.height);
    textures_.focus = half_floats(frame_.width, frame_.height);
    textures_.focus_cells = half_floats(cells_along(frame_.width, TAPESTRY_FOCUS_CELL),
                                        cells_along(frame_.height, TAPESTRY_FOCUS_CELL));
    pass.tile_kind = TAPESTRY_DOF_TILES_FOCUS_DRAWN;
    fetch_surfaces(add("dof_focus.comp", pass))
        .samples("fill_nearer", textures_.levels.front().fills[0])
        .fetches("tile_needs", textures_.needs)
        .writes_over("target", textures_.focus, textures_.fronts)
        .writes("cells", textures_.focus_cells)
        .over_tiles(device_.effect_tiles, pass.tile_kind);
}

/// Down to where the largest radius is what tables are fitted for, and there into the atlas. At once: most
/// are a small part of what was split.
void DofRun::halve_slice(std::size_t slice) {
    PassTexture from = textures_.split[slice];
    for (int step = frame_.step; step < frame_.slice_steps[slice]; step *= 2) {
        const int width = divided(frame_.width, 2 * step), height = divided(frame_.height, 2 * step);
        layout::DofPass pass = block(width, height);
        pass.read_size = {divided(frame_.width, step), divided(frame_.height, step)};
        PassTexture half = textures_.slices;
        if (2 * step < frame_.slice_steps[slice]) {
            half = half_floats(width, height);
        } else {
            const Area& area = atlas_.pictures[slice].area;
            pass.area = {glm::ivec2(-TAPESTRY_ATLAS_RING), glm::ivec2(width, height) + TAPESTRY_ATLAS_RING};
            pass.slice_columns.x = area.first.x;
            pass.slice_rows.x = area.first.y;
        }
        add("dof_halve.comp", pass).fetches("source", from).writes("target", half).over(pass.area);
        textures_.halves[slice].emplace_back() = half;
        from = half;
    }
}

/// Of cat's eyes, whose filter has a second parameter and is turned.
void DofRun::compute_parameters() {
    const glm::ivec2 size = atlas_.size;
    layout::DofPass block = this->block(size.x, size.y);
    place_slices(block);
    block.catseye = frame_.options.catseye * aperture_.cascade.table().axes[1].knots.back();
    textures_.parameters = passes_.transient(GL_RGBA32F, size.x, size.y);
    textures_.turns = passes_.transient(GL_R32F, size.x, size.y);
    add("dof_radius.comp", block)
        .samples("radii", textures_.radii)
        .writes("parameters", textures_.parameters)
        .writes("turns", textures_.turns)
        .over(block.area);
}

Result<void> DofRun::blur_slices() {
    if (has_turns()) compute_parameters();
    textures_.blurred = half_floats(atlas_.size.x, atlas_.size.y);
    const CascadeFrame frame = slices_frame();
    textures_.blurred = aperture_.cascade.filtered(frame);
    return aperture_.cascade.declare(passes_, frame);
}

/// Layers of premultiplied linear light, from a texture of ours to another.
CascadeFrame DofRun::slices_frame() const {
    CascadeFrame frame;
    frame.source = textures_.slices;
    frame.target = textures_.blurred;
    frame.row0 = frame_.row0;
    frame.region = whole_area(atlas_.size.x, atlas_.size.y);
    frame.reads = PassList::Reads::smooth;
    frame.parameter = {1.0f, 1.0f};
    frame.parameter_texture = has_turns() ? textures_.parameters : textures_.radii;
    frame.most.x = frame_.most_slice_radius_px;  // slice_radius.glsl clamps to it
    const DofLevel& cells = textures_.levels.front();
    if (has_turns())
        frame.turn_texture = textures_.turns;
    else
        frame.slice_radii = SliceRadii{slice_steps(),
                                       {cells.width, cells.height},
                                       frame_.most_slice_radius_px,
                                       static_cast<float>(aperture_.variance)};
    frame.atlas = &atlas_;
    frame.aspect = frame_.options.aspect;
    return frame;
}

}  // namespace tapestry
