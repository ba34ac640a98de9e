#include "effects/dof_run.h"

#include <algorithm>
#include <cmath>

#include "core/resolution.h"

namespace tapestry {
namespace {

using Lease = TexturePool::Lease;

int divided(int pixels, int step) {
    for (; step > 1; step /= 2) pixels = halved(pixels);
    return pixels;
}

/// Binds textures to units, starting at the first; for bilinear reads.
void bind_row(const DeviceState& device, GLuint unit, std::initializer_list<const Lease*> leases) {
    for (const Lease* const lease : leases) bind_texture(device, unit++, lease->name());
}

void bind_images(const DeviceState& device, std::initializer_list<const Lease*> leases) {
    GLuint unit = 0;
    for (const Lease* const lease : leases) {
        bind_image(device, unit, lease->name(), lease->format());
        ++unit;
    }
}

void bind_images(const DeviceState& device, const std::array<Lease, 4>& leases) {
    bind_images(device, {&leases[0], &leases[1], &leases[2], &leases[3]});
}

/// Layers of premultiplied linear light, from a texture of ours to another.
CascadeFrame slice_frame(const Lease& from, const Lease& to, int width, int height, Row0 row0) {
    CascadeFrame frame;
    frame.textures = {{from.name(), from.format(), width, height}, {to.name(), to.format(), width, height}};
    frame.conversion = {TAPESTRY_ENCODING_LINEAR, TAPESTRY_ALPHA_PREMULTIPLIED, TAPESTRY_ENCODING_LINEAR,
                        TAPESTRY_ALPHA_PREMULTIPLIED};
    frame.row0 = row0;
    frame.region = whole_area(width, height);
    frame.has_edge = true;
    frame.parameter = {1.0f, 1.0f};
    return frame;
}

}  // namespace

Result<void> DofRun::prepare() {
    if (Result<void> status = find_programs(); !status) return status;
    device_.gl.ActiveTexture(GL_TEXTURE0);
    if (Result<void> status = lease_textures(); !status) return status;
    return tiles_.reserve({{0, 0}, tiles_across(whole_area(frame_.width, frame_.height))});
}

Result<void> DofRun::draw() {
    find_focus();
    find_coc();
    find_splits();
    sort_tiles();
    take_edges_apart();
    if (has_lights()) find_lights();
    build_pyramid();
    fill();
    smooth_radii();
    split();
    if (Result<void> status = blur_slices(); !status) return status;
    draw_focus_slice();
    if (frame_.options.view != DepthOfFieldView::picture) {
        view();
        return {};
    }
    if (has_lights()) draw_sprites();
    composite();
    return {};
}

layout::DofPass DofRun::block(int width, int height) const {
    const DepthOfFieldOptions& options = frame_.options;
    layout::DofPass block = {};
    block.area = whole_area(width, height);
    block.size = {frame_.width, frame_.height};
    block.origin = frame_.region.first;
    block.offset_sign = {1.0f, frame_.row0 == Row0::top ? 1.0f : -1.0f};
    block.focus_px = dof_focus_px;
    block.near_focus_px = dof_near_focus_px;
    block.near_split_px = frame_.near_split_px;
    block.far_split_px = frame_.far_split_px;
    block.most_near_split_px = frame_.most_split_px.x;
    block.most_far_split_px = frame_.most_split_px.y;
    block.threshold = options.highlights.on ? options.highlights.threshold : 1e30f;
    block.limit_px = frame_.limit_px;
    block.step = static_cast<float>(frame_.step);
    const auto& steps = frame_.slice_steps;
    block.slice_steps = glm::vec4(steps[0], steps[1], steps[2], steps[3]);
    block.view = static_cast<layout::uint>(options.view);
    block.tile_capacity = tiles_.capacity();
    block.bright_cell_px = static_cast<float>(frame_.bright_cell_px);
    block.aperture_area = static_cast<float>(aperture_.area);
    block.aperture_reach = static_cast<float>(aperture_.reach);
    block.light_cells = frame_.light_cells.finest;
    block.light_levels = static_cast<layout::uint>(frame_.light_cells.levels);
    block.aperture_variance = static_cast<float>(aperture_.variance);
    block.aspect = {options.aspect, 1.0f};
    return block;
}

/// 1/m in focus, in a texture, so that nobody waits for it.
void DofRun::find_focus() {
    if (!frame_.options.autofocus.on) return;
    const Autofocus& options = frame_.options.autofocus;
    layout::DofAutofocusPass block = {};
    block.coc = dof_coc_block(frame_, false);
    const double row = frame_.row0 == Row0::top ? options.y : 1.0 - options.y;
    block.pixel = {static_cast<int>(options.x * static_cast<float>(frame_.width)),
                   static_cast<int>(row * frame_.height)};
    const bool follows = history_ && !history_->is_fresh && options.smoothing_s > 0.0f;
    const double share = follows ? 1.0 - std::exp(-double{frame_.frame_time_s} / options.smoothing_s) : 1.0;
    block.share = static_cast<float>(share);
    bind_texels(device_, TAPESTRY_UNIT_DEPTH, frame_.depth);
    // Where nothing came before, what is bound has no share.
    bind_texels(device_, TAPESTRY_UNIT_FOCUS_DISTANCE, follows ? inverse_focus() : frame_.depth);
    if (history_) {
        history_->newest = 1 - history_->newest;
        history_->is_fresh = false;
    }
    bind_target(device_, inverse_focus(), GL_R32F);
    run_groups(device_, *programs_.autofocus, bytes_of(block), 1,
               GL_TEXTURE_FETCH_BARRIER_BIT | GL_SHADER_IMAGE_ACCESS_BARRIER_BIT);
}

/// The texture of 1/m in focus, of autofocus; 0 without that.
GLuint DofRun::inverse_focus() const {
    if (!frame_.options.autofocus.on) return 0;
    return history_ ? history_->inverse_focus[history_->newest].name() : textures_.inverse_focus.name();
}

void DofRun::find_bright() {
    layout::DofCocPass block = dof_coc_block(frame_, false);
    const int side = frame_.bright_cell_px;
    block.area = whole_area((frame_.width + side - 1) / side, (frame_.height + side - 1) / side);
    bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, frame_.textures.source.name);
    bind_images(device_, {&textures_.bright});
    run_pass(device_, *programs_.bright, bytes_of(block), block.area);
}

void DofRun::find_hidden() {
    layout::DofCocPass block = dof_coc_block(frame_, true);
    block.autofocus = frame_.options.autofocus.on ? 1u : 0u;
    bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, frame_.hidden_color);
    bind_texels(device_, TAPESTRY_UNIT_DEPTH, frame_.hidden_depth);
    bind_texels(device_, TAPESTRY_UNIT_COC_MASK, frame_.mask);
    bind_texels(device_, TAPESTRY_UNIT_FOCUS_DISTANCE, inverse_focus());
    bind_texels(device_, TAPESTRY_UNIT_PICTURE_DEPTH, frame_.depth);
    bind_images(device_, {&textures_.hidden, &textures_.hidden_coc});
    run_pass(device_, *programs_.hidden, bytes_of(block), block.area);
}

void DofRun::find_coc() {
    const auto run = [&](const ComputeProgram& program, GLuint color, GLuint depth, const Lease& work,
                         const Lease& ranges, bool is_layer) {
        layout::DofCocPass block = dof_coc_block(frame_, is_layer);
        block.autofocus = frame_.options.autofocus.on ? 1u : 0u;
        bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, color);
        bind_texels(device_, TAPESTRY_UNIT_DEPTH, depth);
        bind_texels(device_, TAPESTRY_UNIT_COC_MASK, frame_.mask);
        bind_texels(device_, TAPESTRY_UNIT_FOCUS_DISTANCE, inverse_focus());
        bind_texels(device_, TAPESTRY_UNIT_LAYER_COLOR, frame_.layer_color);
        if (has_layer() && !is_layer)
            bind_texels(device_, TAPESTRY_UNIT_LAYER_DEPTH, textures_.layer_work.name());
        if (has_lights() && !is_layer) {
            bind_texture(device_, TAPESTRY_UNIT_BRIGHT, textures_.bright.name());
            bind_image(device_, 2, textures_.light_cocs.name(), textures_.light_cocs.format());
        }
        if (has_hidden() && !is_layer)
            bind_texels(device_, TAPESTRY_UNIT_HIDDEN_COC, textures_.hidden_coc.name());
        bind_images(device_, {&work, &ranges});
        run_pass(device_, program, bytes_of(block), block.area);
    };
    if (has_lights()) find_bright();
    if (has_hidden()) find_hidden();
    if (has_layer())
        run(*programs_.layer_coc, frame_.layer_color, frame_.layer_depth, textures_.layer_work,
            textures_.layer_ranges, true);
    run(*programs_.coc, frame_.textures.source.name, frame_.depth, textures_.work, textures_.ranges, false);
}

/// They stay bound for all passes to come.
void DofRun::find_splits() {
    const layout::DofPass pass = block(1, 1);
    bind_texels(device_, TAPESTRY_UNIT_WORK, textures_.work.name());
    bind_images(device_, {&textures_.splits});
    run_pass(device_, *programs_.splits, bytes_of(pass), pass.area);
    bind_texels(device_, TAPESTRY_UNIT_SPLITS, textures_.splits.name());
}

void DofRun::sort_tiles() {
    const glm::ivec2 count = tiles_across(whole_area(frame_.width, frame_.height));
    layout::DofPass pass = block(count.x, count.y);
    bind_texels(device_, TAPESTRY_UNIT_RANGE, textures_.ranges.name());
    bind_images(device_, {&textures_.reaches, &textures_.contents});
    tiles_.begin();
    run_listing(device_, *programs_.tiles, bytes_of(pass), pass.area);

    bind_texels(device_, 0, textures_.reaches.name());
    bind_texels(device_, 1, textures_.contents.name());
    bind_images(device_, {&textures_.slice_rows, &textures_.light_rows});
    // It writes no list, but reads the largest radius from the buffer that the next pass writes.
    run_listing(device_, *programs_.reach_across, bytes_of(pass), pass.area);
    bind_texels(device_, 2, textures_.slice_rows.name());
    bind_texels(device_, 3, textures_.light_rows.name());
    bind_images(device_, {&textures_.needs});
    run_listing(device_, *programs_.reach, bytes_of(pass), pass.area);
}

void DofRun::take_edges_apart() {
    const layout::DofPass pass = block(halved(frame_.width), halved(frame_.height));
    bind_texels(device_, TAPESTRY_UNIT_WORK, textures_.work.name());
    bind_texels(device_, TAPESTRY_UNIT_RANGE, textures_.ranges.name());
    if (has_layer()) {
        bind_texels(device_, TAPESTRY_UNIT_LAYER_COLOR, frame_.layer_color);
        bind_texels(device_, TAPESTRY_UNIT_LAYER_DEPTH, textures_.layer_work.name());
    }
    if (has_hidden()) {
        bind_texels(device_, TAPESTRY_UNIT_HIDDEN_COC, textures_.hidden_coc.name());
        bind_texels(device_, TAPESTRY_UNIT_HIDDEN, textures_.hidden.name());
    }
    bind_images(device_, {&textures_.backs, &textures_.fronts});
    run_pass(device_, *programs_.unmix, bytes_of(pass), pass.area);
}

void DofRun::build_pyramid() {
    DofLevel& finest = textures_.levels.front();
    layout::DofPass pass = block(finest.width, finest.height);
    bind_texels(device_, TAPESTRY_UNIT_WORK, textures_.work.name());
    bind_texels(device_, TAPESTRY_UNIT_RANGE, textures_.ranges.name());
    bind_texels(device_, TAPESTRY_UNIT_BACK, textures_.backs.name());
    bind_texels(device_, TAPESTRY_UNIT_FRONT, textures_.fronts.name());
    if (has_lights()) bind_texels(device_, TAPESTRY_UNIT_CELL_LIGHTS, textures_.lights.name());
    bind_images(device_, finest.cells);
    run_pass(device_, *programs_.cells, bytes_of(pass), pass.area);
    for (std::size_t level = 1; level < textures_.levels.size(); ++level) {
        const DofLevel& to = textures_.levels[level];
        const DofLevel& from = textures_.levels[level - 1];
        pass = block(to.width, to.height);
        pass.read_size = {from.width, from.height};
        for (GLuint i = 0; i < 4; ++i) bind_texels(device_, TAPESTRY_UNIT_CELLS + i, from.cells[i].name());
        bind_images(device_, to.cells);
        run_pass(device_, *programs_.push, bytes_of(pass), pass.area);
    }
}

void DofRun::fill() {
    for (std::size_t level = textures_.levels.size(); level-- > 0;) {
        const DofLevel& to = textures_.levels[level];
        layout::DofPass pass = block(to.width, to.height);
        const bool is_coarsest = level + 1 == textures_.levels.size();
        pass.is_coarsest = is_coarsest ? 1u : 0u;
        const DofLevel& coarser = textures_.levels[is_coarsest ? level : level + 1];
        pass.read_size = {coarser.width, coarser.height};
        for (GLuint i = 0; i < 4; ++i) {
            bind_texels(device_, TAPESTRY_UNIT_CELLS + i, to.cells[i].name());
            bind_texture(device_, TAPESTRY_UNIT_COARSE + i,
                         is_coarsest ? to.cells[i].name() : coarser.fills[i].name());
        }
        bind_images(device_, to.fills);
        run_pass(device_, *programs_.pull, bytes_of(pass), pass.area);
    }
}

void DofRun::smooth_radii() {
    const DofLevel& finest = textures_.levels.front();
    const DofLevel& second = textures_.levels[std::min<std::size_t>(1, textures_.levels.size() - 1)];
    const layout::DofPass pass = block(finest.width, finest.height);
    bind_row(device_, 0, {&finest.fills[2], &finest.fills[3], &second.cells[3]});
    bind_texels(device_, TAPESTRY_UNIT_TILES, textures_.needs.name());
    bind_images(device_, {&textures_.radii});
    run_pass(device_, *programs_.smooth, bytes_of(pass), pass.area);
}

void DofRun::split() {
    const DofLevel& finest = textures_.levels.front();
    const layout::DofPass pass =
        block(divided(frame_.width, frame_.step), divided(frame_.height, frame_.step));
    bind_texels(device_, TAPESTRY_UNIT_WORK, textures_.work.name());
    bind_texels(device_, TAPESTRY_UNIT_RANGE, textures_.ranges.name());
    bind_texels(device_, TAPESTRY_UNIT_BACK, textures_.backs.name());
    bind_texels(device_, TAPESTRY_UNIT_FRONT, textures_.fronts.name());
    bind_texture(device_, TAPESTRY_UNIT_FILL_NEARER, finest.fills[0].name());
    bind_texture(device_, TAPESTRY_UNIT_FILL_FAR, finest.fills[1].name());
    bind_texture(device_, TAPESTRY_UNIT_FILL_COCS, finest.fills[2].name());
    bind_texels(device_, TAPESTRY_UNIT_TILES, textures_.needs.name());
    bind_images(device_, textures_.slices);
    run_pass(device_, *programs_.split, bytes_of(pass), pass.area);
}

/// Of all slices of one size at once; with turns, for which there are not images enough, one by one.
void DofRun::find_radii() {
    const TapTable& table = aperture_.cascade.table();
    const bool has_turns = table.axes.size() > 1;
    layout::uint found = 0;
    for (int first = 0; first < TAPESTRY_BLURRED_SLICES; ++first) {
        if ((found & (1u << first)) != 0) continue;
        const int step = frame_.slice_steps[static_cast<std::size_t>(first)];
        layout::DofPass pass = block(divided(frame_.width, step), divided(frame_.height, step));
        pass.step = static_cast<float>(step);
        bind_texture(device_, 0, textures_.radii.name());
        const Lease& own = textures_.parameters[static_cast<std::size_t>(first)];
        if (has_turns) {
            pass.slices = 1u << first;
            pass.catseye = frame_.options.catseye * table.axes[1].knots.back();
            bind_images(device_, {&own, &textures_.turns[static_cast<std::size_t>(first)]});
        } else
            for (int slice = 0; slice < TAPESTRY_BLURRED_SLICES; ++slice) {
                const bool is_alike = frame_.slice_steps[static_cast<std::size_t>(slice)] == step;
                if (is_alike) pass.slices |= 1u << slice;
                const Lease& parameters =
                    is_alike ? textures_.parameters[static_cast<std::size_t>(slice)] : own;
                bind_image(device_, static_cast<GLuint>(slice), parameters.name(), parameters.format());
            }
        found |= pass.slices;
        run_pass(device_, *programs_.radius, bytes_of(pass), pass.area);
    }
}

Result<void> DofRun::blur_slices() {
    find_radii();
    for (int slice = 0; slice < TAPESTRY_BLURRED_SLICES; ++slice)
        if (Result<void> status = blur_slice(slice); !status) return status;
    return {};
}

Result<void> DofRun::blur_slice(int index) {
    const auto slice = static_cast<std::size_t>(index);
    const Lease* from = &textures_.slices[slice];
    int step = frame_.step;
    for (const Lease& half : textures_.halves[slice]) {
        layout::DofPass pass = block(divided(frame_.width, 2 * step), divided(frame_.height, 2 * step));
        pass.read_size = {divided(frame_.width, step), divided(frame_.height, step)};
        step *= 2;
        bind_texels(device_, TAPESTRY_UNIT_SOURCE, from->name());
        bind_images(device_, {&half});
        run_pass(device_, *programs_.halve, bytes_of(pass), pass.area);
        from = &half;
    }
    CascadeFrame blurred = slice_frame(*from, textures_.blurred[slice], divided(frame_.width, step),
                                       divided(frame_.height, step), frame_.row0);
    blurred.parameter_texture = textures_.parameters[slice].name();
    blurred.most.x = frame_.limit_px / static_cast<float>(step);  // dof_radius.comp clamps to it
    if (aperture_.cascade.table().axes.size() > 1) blurred.turn_texture = textures_.turns[slice].name();
    if (index < TAPESTRY_SLICE_FOCUS) blurred.turn_deg = 180.0f;
    blurred.aspect = frame_.options.aspect;
    return aperture_.cascade.run(blurred);
}

void DofRun::draw_focus_slice() {
    layout::DofPass pass = block(frame_.width, frame_.height);
    bind_texels(device_, TAPESTRY_UNIT_WORK, textures_.work.name());
    bind_texels(device_, TAPESTRY_UNIT_RANGE, textures_.ranges.name());
    bind_texels(device_, TAPESTRY_UNIT_BACK, textures_.backs.name());
    bind_texels(device_, TAPESTRY_UNIT_FRONT, textures_.fronts.name());
    bind_texture(device_, TAPESTRY_UNIT_FILL_NEARER, textures_.levels.front().fills[0].name());
    bind_texels(device_, TAPESTRY_UNIT_TILES, textures_.needs.name());
    bind_images(device_, {&textures_.focus, &textures_.focus_cells});
    tiles_.bind();
    for (const layout::uint kind :
         {TAPESTRY_DOF_TILES_RIM, TAPESTRY_DOF_TILES_FOCUS, TAPESTRY_DOF_TILES_LAYERED}) {
        pass.tile_kind = kind;
        run_tiled_pass(device_, tiles_, *programs_.focus, bytes_of(pass), kind);
    }
}

void DofRun::bind_lights() {
    bind_texels(device_, TAPESTRY_UNIT_LIGHTS, textures_.lights.name());
    bind_texels(device_, TAPESTRY_UNIT_LIGHT_PLACES, textures_.light_places.name());
    bind_texels(device_, TAPESTRY_UNIT_LIGHT_REACHES, textures_.light_reaches.name());
}

void DofRun::find_lights() {
    const DofLightCells& cells = frame_.light_cells;
    layout::DofPass pass = block(TAPESTRY_LIGHT_CELL * cells.finest.x, TAPESTRY_LIGHT_CELL * cells.finest.y);
    bind_texels(device_, TAPESTRY_UNIT_WORK, textures_.work.name());
    bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, frame_.textures.source.name);
    bind_texels(device_, TAPESTRY_UNIT_RANGE, textures_.ranges.name());
    bind_texels(device_, TAPESTRY_UNIT_TILE_CONTENTS, textures_.contents.name());
    bind_texels(device_, TAPESTRY_UNIT_LIGHT_COCS, textures_.light_cocs.name());
    bind_images(device_, {&textures_.lights, &textures_.light_places, &textures_.light_reaches});
    run_pass(device_, *programs_.lights, bytes_of(pass), pass.area);
    if (cells.levels > 1) bind_lights();
    for (int level = 1; level < cells.levels; ++level) {
        pass = block(cells.finest.x >> level, cells.finest.y >> level);
        pass.light_level = static_cast<layout::uint>(level);
        run_pass(device_, *programs_.lights_push, bytes_of(pass), pass.area);
    }
}

void DofRun::draw_sprites() {
    layout::DofPass pass = block(frame_.width, frame_.height);
    bind_texels(device_, TAPESTRY_UNIT_WORK, textures_.work.name());
    pass.tile_kind = TAPESTRY_DOF_TILES_LAYERED;
    bind_lights();
    bind_texture(device_, TAPESTRY_UNIT_APERTURE, aperture_.distances.name());
    bind_texels(device_, TAPESTRY_UNIT_TILES, textures_.needs.name());
    bind_images(device_, {&textures_.far_sprites, &textures_.near_sprites});
    run_tiled_pass(device_, tiles_, *programs_.sprites, bytes_of(pass), pass.tile_kind);
}

void DofRun::bind_layers() {
    bind_texels(device_, TAPESTRY_UNIT_WORK, textures_.work.name());
    bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, frame_.textures.source.name);
    for (GLuint slice = 0; slice < TAPESTRY_BLURRED_SLICES; ++slice)
        bind_texture(device_, TAPESTRY_UNIT_SLICES + slice, textures_.blurred[slice].name());
    bind_texture(device_, TAPESTRY_UNIT_FOCUS, textures_.focus.name());
    bind_texture(device_, TAPESTRY_UNIT_FOCUS_CELLS, textures_.focus_cells.name());
    bind_texels(device_, TAPESTRY_UNIT_TILES, textures_.needs.name());
    bind_texture(device_, TAPESTRY_UNIT_COCS, textures_.levels.front().fills[2].name());
    bind_target(device_, frame_.textures.target.name, frame_.textures.target.format);
}

void DofRun::view() {
    const layout::DofPass pass = block(frame_.width, frame_.height);
    bind_layers();
    run_pass(device_, *programs_.view, bytes_of(pass), pass.area);
}

void DofRun::composite() {
    layout::DofPass pass = block(frame_.width, frame_.height);
    bind_layers();
    if (has_lights()) {
        bind_texels(device_, TAPESTRY_UNIT_SPRITES, textures_.far_sprites.name());
        bind_texels(device_, TAPESTRY_UNIT_SPRITES + 1, textures_.near_sprites.name());
    }
    if (frame_.mask != 0) bind_texels(device_, TAPESTRY_UNIT_COMPOSITE_MASK, frame_.mask);
    device_.gl.BindBufferBase(GL_UNIFORM_BUFFER, TAPESTRY_UNIFORM_TAPS, aperture_.focus_taps.name());
    tiles_.bind();
    const auto run = [&](const ComputeProgram& program, layout::uint kind) {
        pass.tile_kind = kind;
        run_tiled_pass(device_, tiles_, program, bytes_of(pass), kind);
    };
    run(*programs_.sharp, TAPESTRY_DOF_TILES_SHARP);
    run(*programs_.sharp, TAPESTRY_DOF_TILES_RIM);
    run(*programs_.focused, TAPESTRY_DOF_TILES_FOCUS);
    run(*programs_.layered, TAPESTRY_DOF_TILES_LAYERED);
}

}  // namespace tapestry
