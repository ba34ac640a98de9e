#include "effects/dof_run.h"

#include <algorithm>
#include <cmath>

#include "core/reduced_filter.h"
#include "gl/frame_target.h"

namespace tapestry {
namespace {

// dof_splits.comp: each invocation has a run of one side's bins.
static_assert(2 * TAPESTRY_SPLIT_BINS % (TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y) == 0);

}  // namespace

Result<void> DofRun::declare() {
    const glm::ivec2 tiles = tiles_across(whole_area(frame_.width, frame_.height));
    if (Result<void> status = device_.effect_tiles.reserve({{0, 0}, tiles}); !status) return status;
    if (is_steadied())
        if (Result<void> status =
                history_->picture.fit(device_.memory, {frame_.width, frame_.height}, frame_.row0);
            !status)
            return status;
    textures_ = {};
    lay_out_slices();
    take_host_textures();
    if (has_lights()) textures_.bright = bright_of(textures_.source, frame_.conversion);
    if (has_hidden()) compute_hidden();
    if (has_layer()) compute_layer_coc();
    if (is_estimated()) refine_depth();
    compute_coc();
    compute_splits();
    sort_tiles();
    unmix_edges();
    if (has_lights()) compute_lights();
    build_pyramid();
    fill();
    smooth_radii();
    split();
    for (std::size_t slice = 0; slice < TAPESTRY_BLURRED_SLICES; ++slice) halve_slice(slice);
    draw_focus_slice();
    if (Result<void> status = blur_slices(); !status) return status;
    const bool is_view = frame_.options.view != DepthOfFieldView::picture;
    if (has_lights() && !is_view) draw_sprites();
    is_view ? view() : composite();
    if (is_steadied()) steady();
    return {};
}

void DofRun::keep_history() {
    if (!history_) return;
    if (is_steadied())
        history_->picture.keep_next();
    else
        history_->picture = {};
    history_->splits.keep_next();
    if (frame_.options.autofocus.on) history_->inverse_focus.keep_next();
}

layout::vec4 DofRun::slice_steps() const {
    const auto& steps = frame_.slice_steps;
    return {steps[0], steps[1], steps[2], steps[3]};
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
    block.threshold = options.highlights.on ? frame_.white * options.highlights.threshold : 1e30f;
    block.white = frame_.white;
    block.limit_px = frame_.limit_px;
    block.step = static_cast<float>(frame_.step);
    block.slice_steps = slice_steps();
    block.view = static_cast<layout::uint>(options.view);
    block.tile_capacity = device_.effect_tiles.capacity();
    block.bright_cell_px = static_cast<float>(frame_.bright_cell_px);
    block.aperture_area = static_cast<float>(aperture_.area);
    block.aperture_reach = static_cast<float>(aperture_.reach);
    block.light_cells = frame_.light_cells.finest;
    block.light_levels = static_cast<layout::uint>(frame_.light_cells.levels);
    block.aperture_variance = static_cast<float>(aperture_.variance);
    block.aspect = {options.aspect, 1.0f};
    return block;
}

PassList::Pass& DofRun::add(const char* shader, const layout::DofPass& block, const PassDefines& defines) {
    return passes_.add(shader, defines).with(block);
}

PassTexture DofRun::aligned(const DataTexture& data, GLenum format, AlignBy by) {
    return tapestry::aligned(passes_, data, format, by, frame_.textures, frame_.region);
}

/// Units whose texture has no share in what is drawn have the source.
void DofRun::take_host_textures() {
    textures_.source = passes_.given(frame_.textures.source.name);
    textures_.target = target_of(passes_, frame_.textures, frame_.region);
    textures_.mask = frame_.mask ? aligned(frame_.mask, GL_R32F, AlignBy::smooth) : textures_.source;
    textures_.inverse_focus = textures_.source;
    textures_.depth = of_host(passes_, frame_.depth);
    if (frame_.options.autofocus.on) focus();
    if (frame_.depth.is_sparse)
        align_depth();
    else
        textures_.depth = tapestry::aligned(passes_, frame_.depth, textures_.depth, GL_R32F, AlignBy::nearest,
                                            frame_.textures, frame_.region);
    if (has_layer()) textures_.layer_color = aligned(frame_.layer_color, GL_RGBA16F, AlignBy::nearest);
    textures_.motion =
        frame_.motion ? aligned(frame_.motion, GL_RGBA32F, AlignBy::nearest) : textures_.source;
}

/// To the picture's pixels.
void DofRun::align_depth() {
    const layout::DofCocPass block = dof_coc_block(frame_);
    const HostTexture& source = frame_.textures.source;
    const PassTexture target = passes_.transient(GL_R32F, source.width, source.height);
    add_of_host("dof_depth.comp", block, textures_.source, textures_.depth,
                PassDefines().with(frame_.conversion))
        .writes("aligned", target)
        .over(block.area);
    textures_.depth = target;
}

bool DofRun::follows_focus() const {
    return history_ && !history_->inverse_focus.is_empty && frame_.options.autofocus.smoothing_s > 0.0f;
}

/// Of the way from what was to what is, in the time since the view's last frame.
double DofRun::share_of_way(double time_constant_s) const {
    return 1.0 - std::exp(-double{frame_.frame_time_s} / time_constant_s);
}

/// 1/m in focus, in a texture, so that nobody waits for it.
void DofRun::focus() {
    const Autofocus& options = frame_.options.autofocus;
    layout::DofCocPass block = dof_coc_block(frame_);
    const double row = frame_.row0 == Row0::top ? options.y : 1.0 - options.y;
    block.focus_pixel = {static_cast<int>(options.x * static_cast<float>(frame_.width)),
                         static_cast<int>(row * frame_.height)};
    block.follow_share = follows_focus() ? static_cast<float>(share_of_way(options.smoothing_s)) : 1.0f;
    textures_.inverse_focus =
        history_ ? passes_.given(history_->inverse_focus.next(), GL_R32F) : passes_.transient(GL_R32F, 1, 1);
    // Where nothing came before, what is bound has no share.
    const PassTexture before =
        follows_focus() ? passes_.given(history_->inverse_focus.last()) : textures_.source;
    passes_.add("dof_autofocus.comp")
        .with(block)
        .fetches("depths", textures_.depth)
        .fetches("previous", before)
        .writes("focused", textures_.inverse_focus)
        .over_groups(1);
}

/// Of the picture's light, or of what hides.
PassTexture DofRun::bright_of(PassTexture color, const layout::TapestryConversion& conversion) {
    layout::DofCocPass block = dof_coc_block(frame_);
    const int side = frame_.bright_cell_px;
    block.area = whole_area(cells_along(frame_.width, side), cells_along(frame_.height, side));
    const PassTexture bright = half_floats(block.area.end.x, block.area.end.y);
    passes_.add("dof_bright.comp", PassDefines().with(conversion))
        .with(block)
        .fetches("original", color)
        .writes("bright", bright)
        .over(block.area);
    return bright;
}

void DofRun::compute_hidden() {
    const layout::DofCocPass block = dof_coc_block(frame_);
    const PassTexture color = aligned(frame_.hidden_color, GL_RGBA16F, AlignBy::nearest);
    PassTexture bright;
    if (has_lights()) bright = bright_of(color, frame_.hidden_conversion);
    textures_.hidden = half_floats(frame_.width, frame_.height);
    textures_.hidden_coc = passes_.transient(GL_R32F, frame_.width, frame_.height);
    PassList::Pass& pass = add_of_host(
        "dof_hidden.comp", block, color, aligned(frame_.hidden_depth, GL_R32F, AlignBy::nearest),
        PassDefines().with(frame_.hidden_conversion).with_if(has_lights(), "TAPESTRY_WITH_LIGHTS"));
    pass.fetches("picture_depths", textures_.depth)
        .writes("hidden", textures_.hidden)
        .writes("hidden_coc", textures_.hidden_coc);
    if (has_lights()) {
        textures_.hidden_apart = passes_.transient(GL_R32F, frame_.width, frame_.height);
        pass.samples("bright", bright).writes("hidden_apart", textures_.hidden_apart);
    }
    pass.over(block.area);
}

/// A pass that finds CoCs of the host's depth.
PassList::Pass& DofRun::add_of_host(const char* shader, const layout::DofCocPass& block, PassTexture color,
                                    PassTexture depth, const PassDefines& defines) {
    return passes_.add(shader, defines)
        .with(block)
        .fetches("original", color)
        .fetches("depths", depth)
        .fetches("mask", textures_.mask)
        .fetches("focus_distance", textures_.inverse_focus);
}

/// The CoC of the layer over the picture, whose lights stay in it.
void DofRun::compute_layer_coc() {
    textures_.layer_cocs = half_numbers(frame_.width, frame_.height);
    add_of_host("dof_layer.comp", dof_coc_block(frame_), textures_.layer_color,
                aligned(frame_.layer_depth, GL_R32F, AlignBy::nearest),
                PassDefines().with(frame_.layer_conversion))
        .writes("pixel_cocs", textures_.layer_cocs)
        .over(whole_area(frame_.width, frame_.height));
}

void DofRun::refine_depth() {
    layout::DofCocPass block = dof_coc_block(frame_);
    // Errors of estimated depth are shares of the picture: 2 px at 360 lines.
    block.refine_px = std::max(2.0f, std::round(static_cast<float>(frame_.height) / 180.0f));
    textures_.refined = passes_.transient(GL_R32F, frame_.width, frame_.height);
    add_of_host("dof_refine.comp", block, textures_.source, textures_.depth,
                PassDefines().with(frame_.conversion))
        .writes("refined", textures_.refined)
        .over(block.area);
}

/// To light and CoC.
void DofRun::compute_coc() {
    textures_.work = half_floats(frame_.width, frame_.height);
    textures_.pixel_cocs = half_numbers(frame_.width, frame_.height);
    textures_.ranges = half_floats(halved(frame_.width), halved(frame_.height));
    layout::DofCocPass block = dof_coc_block(frame_);
    if (is_estimated()) block.depth_origin = layout::ivec2(0);
    PassList::Pass& pass = add_of_host("dof_coc.comp", block, textures_.source,
                                       is_estimated() ? textures_.refined : textures_.depth,
                                       PassDefines()
                                           .with(frame_.conversion)
                                           .with_if(has_layer(), "TAPESTRY_SECOND_LAYER")
                                           .with_if(has_hidden(), "TAPESTRY_WITH_HIDDEN")
                                           .with_if(has_lights(), "TAPESTRY_WITH_LIGHTS"))
                               .writes("work", textures_.work)
                               .writes("pixel_cocs", textures_.pixel_cocs)
                               .writes("ranges", textures_.ranges);
    if (has_layer())
        pass.fetches("layer_color", textures_.layer_color).fetches("layer_cocs", textures_.layer_cocs);
    if (has_hidden()) pass.fetches("hidden_coc", textures_.hidden_coc);
    if (has_hidden() && has_lights()) pass.fetches("hidden_apart", textures_.hidden_apart);
    if (has_lights()) {
        // CoCs are halves; in this format what comes later shares their memory.
        textures_.light_cocs = half_floats(frame_.width, frame_.height);
        pass.samples("bright", textures_.bright).writes("light_cocs", textures_.light_cocs);
    }
    pass.over(block.area);
}

void DofRun::compute_splits() {
    layout::DofPass block = this->block(1, 1);
    PassTexture before = textures_.pixel_cocs;  // has no share
    block.follow_share = 1.0f;
    if (history_ && !history_->splits.is_empty) {
        before = passes_.given(history_->splits.last());
        block.follow_share = static_cast<float>(share_of_way(DepthOfFieldHistory::splits_follow_s));
    }
    textures_.splits = history_ ? passes_.given(history_->splits.next(), GL_RGBA16F) : half_floats(1, 1);
    add("dof_splits.comp", block)
        .fetches("pixel_cocs", textures_.pixel_cocs)
        .fetches("previous", before)
        .writes("chosen", textures_.splits)
        .over_groups(1);
}

void DofRun::sort_tiles() {
    const glm::ivec2 count = tiles_across(whole_area(frame_.width, frame_.height));
    const layout::DofPass pass = block(count.x, count.y);
    textures_.reaches = half_floats(count.x, count.y);
    textures_.contents = half_floats(count.x, count.y);
    add("dof_tiles.comp", pass)
        .fetches("ranges", textures_.ranges)
        .fetches("splits", textures_.splits)
        .writes("reaches", textures_.reaches)
        .writes("contents", textures_.contents)
        .over_listed(device_.effect_tiles, pass.area, true);
    textures_.slice_rows = passes_.transient(GL_RGBA32F, count.x, count.y);
    textures_.light_rows = passes_.transient(GL_RGBA32F, count.x, count.y);
    // It writes no list, but reads the largest radius from the buffer that the next pass writes.
    add("dof_reach_across.comp", pass)
        .fetches("reaches", textures_.reaches)
        .fetches("contents", textures_.contents)
        .writes("slice_rows", textures_.slice_rows)
        .writes("light_rows", textures_.light_rows)
        .over_listed(device_.effect_tiles, pass.area);
    textures_.needs = half_floats(count.x, count.y);
    add("dof_reach.comp", pass)
        .fetches("reaches", textures_.reaches)
        .fetches("contents", textures_.contents)
        .fetches("slice_rows", textures_.slice_rows)
        .fetches("light_rows", textures_.light_rows)
        .writes("needs", textures_.needs)
        .over_listed(device_.effect_tiles, pass.area);
}

void DofRun::unmix_edges() {
    layout::DofPass block = this->block(frame_.width, frame_.height);
    block.tile_kind = TAPESTRY_DOF_TILES_EDGE;
    PassDefines defines;
    if (has_layer()) defines.with(frame_.layer_conversion).with("TAPESTRY_SECOND_LAYER");
    defines.with_if(has_hidden(), "TAPESTRY_WITH_HIDDEN");
    textures_.backs = half_floats(frame_.width, frame_.height);
    textures_.fronts = half_floats(frame_.width, frame_.height);
    PassList::Pass& pass = add("dof_unmix.comp", block, defines);
    pass.fetches("work", textures_.work)
        .fetches("ranges", textures_.ranges)
        .fetches("splits", textures_.splits)
        .writes("backs", textures_.backs)
        .writes("fronts", textures_.fronts);
    if (has_layer())
        pass.fetches("layer_color", textures_.layer_color).fetches("layer_cocs", textures_.layer_cocs);
    if (has_hidden()) pass.fetches("hidden_coc", textures_.hidden_coc).fetches("hidden", textures_.hidden);
    pass.over_tiles(device_.effect_tiles, block.tile_kind);
}

void DofRun::compute_lights() {
    const DofLightCells& cells = frame_.light_cells;
    const glm::ivec2 all = cells.all_cells(), blocks = cells.all_blocks();
    textures_.lights = half_floats(TAPESTRY_LIGHTS_PER_CELL * all.x, all.y);
    textures_.light_places = half_floats(TAPESTRY_LIGHTS_PER_CELL / 2 * all.x, all.y);
    textures_.light_reaches = half_floats(blocks.x, blocks.y);
    layout::DofPass pass = block(TAPESTRY_LIGHT_CELL * cells.finest.x, TAPESTRY_LIGHT_CELL * cells.finest.y);
    PassList::Pass& finest =
        add("dof_lights.comp", pass,
            PassDefines().with(frame_.conversion).with_if(has_hidden(), "TAPESTRY_WITH_HIDDEN"));
    if (has_hidden())
        finest.fetches("hidden", textures_.hidden)
            .fetches("hidden_coc", textures_.hidden_coc)
            .fetches("hidden_apart", textures_.hidden_apart);
    finest.fetches("work", textures_.work)
        .fetches("original", textures_.source)
        .fetches("ranges", textures_.ranges)
        .fetches("contents", textures_.contents)
        .fetches("light_cocs", textures_.light_cocs)
        .writes("lights", textures_.lights)
        .writes("places", textures_.light_places)
        .writes("reaches", textures_.light_reaches)
        .over(pass.area);
    for (int level = 1; level < cells.levels; ++level) {
        pass = block(cells.finest.x >> level, cells.finest.y >> level);
        pass.light_level = static_cast<layout::uint>(level);
        add("dof_lights_push.comp", pass)
            .fetches("finer_lights", textures_.lights)
            .fetches("finer_places", textures_.light_places)
            .fetches("finer_reaches", textures_.light_reaches)
            .writes("lights", textures_.lights)
            .writes("places", textures_.light_places)
            .writes("reaches", textures_.light_reaches)
            .over(pass.area);
    }
}

namespace {

using Names = std::array<const char*, 4>;
constexpr Names coarse_names = {"coarse0", "coarse1", "coarse2", "coarse3"};
constexpr Names fill_names = {"fills0", "fills1", "fills2", "fills3"};

}  // namespace

/// What a pixel is made of: one surface or two, and the slices that they are in.
PassList::Pass& DofRun::fetch_surfaces(PassList::Pass& pass) const {
    return pass.fetches("work", textures_.work)
        .fetches("ranges", textures_.ranges)
        .fetches("splits", textures_.splits)
        .fetches("backs", textures_.backs)
        .fetches("fronts", textures_.fronts);
}

void DofRun::build_pyramid() {
    int width = halved(halved(frame_.width)), height = halved(halved(frame_.height));
    const DofLevel* finer = nullptr;
    // Of the first two other passes read the cells.
    for (; textures_.levels.size() < 2 || std::max(width, height) > TAPESTRY_TAIL_CELLS;
         width = halved(width), height = halved(height)) {
        DofLevel& level = textures_.levels.emplace_back();
        level.width = width;
        level.height = height;
        layout::DofPass pass = block(width, height);
        if (finer) pass.read_size = {finer->width, finer->height};
        PassList::Pass& up =
            finer ? add("dof_push.comp", pass)
                  : add("dof_cells.comp", pass, PassDefines().with_if(has_lights(), "TAPESTRY_WITH_LIGHTS"));
        level.cells = half_floats(2 * width, 3 * height);
        up.writes("cells", level.cells);
        if (finer) up.fetches("own", finer->cells);
        if (!finer) {
            fetch_surfaces(up);
            if (has_lights()) up.fetches("lights", textures_.lights);
        }
        up.over(pass.area);
        finer = &level;
    }
    DofLevel& tail = textures_.levels.emplace_back();
    tail.width = width;
    tail.height = height;
    layout::DofPass pass = block(width, height);
    pass.read_size = {finer->width, finer->height};
    write_fills(tail, add("dof_tail.comp", pass).fetches("own", finer->cells)).over_groups(1);
}

PassList::Pass& DofRun::write_fills(DofLevel& level, PassList::Pass& pass) {
    for (std::size_t i = 0; i < level.fills.size(); ++i) {
        level.fills[i] = half_floats(i == 0 ? 2 * level.width : level.width, level.height);
        pass.writes(fill_names[i], level.fills[i]);
    }
    return pass;
}

void DofRun::fill() {
    for (std::size_t index = textures_.levels.size() - 1; index-- > 0;) {
        DofLevel& level = textures_.levels[index];
        const DofLevel& coarser = textures_.levels[index + 1];
        layout::DofPass pass = block(level.width, level.height);
        pass.read_size = {coarser.width, coarser.height};
        PassList::Pass& down = add("dof_pull.comp", pass).fetches("own", level.cells);
        for (std::size_t i = 0; i < 4; ++i) down.samples(coarse_names[i], coarser.fills[i]);
        write_fills(level, down).over(pass.area);
    }
}

void DofRun::smooth_radii() {
    const DofLevel& finest = textures_.levels.front();
    const DofLevel& second = textures_.levels[1];
    const layout::DofPass pass = block(finest.width, finest.height);
    textures_.radii = half_floats(finest.width, finest.height);
    add("dof_smooth.comp", pass)
        .samples("cocs", finest.fills[2])
        .samples("more", finest.fills[3])
        .samples("coverage", second.cells)
        .fetches("tile_needs", textures_.needs)
        .writes("radii", textures_.radii)
        .over(pass.area);
}

void DofRun::draw_sprites() {
    layout::DofPass pass = block(frame_.width, frame_.height);
    pass.tile_kind = TAPESTRY_DOF_TILES_LIT;
    textures_.far_sprites = half_floats(frame_.width, frame_.height);
    textures_.near_sprites = half_floats(frame_.width, frame_.height);
    add("dof_sprites.comp", pass)
        .fetches("pixel_cocs", textures_.pixel_cocs)
        .fetches("lights", textures_.lights)
        .fetches("places", textures_.light_places)
        .fetches("reaches", textures_.light_reaches)
        .samples("aperture", passes_.given(aperture_.distances.name()))
        .fetches("tile_needs", textures_.needs)
        .writes("far_sprites", textures_.far_sprites)
        .writes("near_sprites", textures_.near_sprites)
        .over_tiles(device_.effect_tiles, pass.tile_kind);
}

void DofRun::view() {
    layout::DofPass block = this->block(frame_.width, frame_.height);
    place_slices(block);
    add("dof_view.comp", block, PassDefines().with(frame_.conversion))
        .fetches("work", textures_.work)
        .fetches("original", textures_.source)
        .samples("focus", textures_.focus)
        .fetches("tile_needs", textures_.needs)
        .samples("slices", textures_.blurred)
        .writes("target", textures_.target)
        .over(block.area);
}

void DofRun::composite() {
    textures_.composed = is_steadied() ? half_floats(frame_.width, frame_.height) : textures_.target;
    const auto add_pass = [&](layout::uint kind, const char* variant) {
        layout::DofPass block = this->block(frame_.width, frame_.height);
        block.tile_kind = kind;
        place_slices(block);
        PassDefines defines;
        defines.with(frame_.conversion).with_if(bool(frame_.mask), "TAPESTRY_MASKED");
        defines.with_if(is_steadied(), "TAPESTRY_STEADIED");
        if (variant) defines.with(variant);
        const bool is_layered = kind == TAPESTRY_DOF_TILES_LAYERED;
        PassList::Pass& pass = add("dof_composite.comp", block, defines);
        pass.binds({GL_UNIFORM_BUFFER, TAPESTRY_UNIFORM_TAPS, aperture_.focus_taps.name()})
            .fetches("pixel_cocs", textures_.pixel_cocs)
            .fetches("original", textures_.source)
            .samples("focus", textures_.focus)
            .samples("cocs", textures_.levels.front().fills[2])
            .samples("focus_cells", textures_.focus_cells)
            .writes("target", textures_.composed);
        if (bool(frame_.mask)) pass.fetches("mask", textures_.mask);
        if (is_layered) {
            // Without lights no tile needs sprites.
            pass.samples("slices", textures_.blurred)
                .fetches("tile_needs", textures_.needs)
                .fetches("far_sprites", has_lights() ? textures_.far_sprites : textures_.focus)
                .fetches("near_sprites", has_lights() ? textures_.near_sprites : textures_.focus);
        }
        pass.over_tiles(device_.effect_tiles, kind);
    };
    add_pass(TAPESTRY_DOF_TILES_SHARP, "TAPESTRY_SHARP");
    add_pass(TAPESTRY_DOF_TILES_FOCUS, nullptr);
    add_pass(TAPESTRY_DOF_TILES_LAYERED, "TAPESTRY_LAYERED");
}

void DofRun::steady() {
    RememberedPicture& picture = history_->picture;
    layout::DofPass block = this->block(frame_.width, frame_.height);
    // Where nothing came before or moves, what is bound has no share.
    block.steadiness = picture.is_empty ? 0.0f : frame_.options.steadiness;
    block.has_motion = frame_.motion ? 1u : 0u;
    add("dof_steady.comp", block, PassDefines().with(frame_.conversion))
        .fetches("composed", textures_.composed)
        .fetches("pixel_cocs", textures_.pixel_cocs)
        .fetches("original", textures_.source)
        .fetches("velocities", textures_.motion)
        .samples("radii", textures_.radii)
        .samples("previous", picture.is_empty ? textures_.composed : passes_.given(picture.last()))
        .writes("target", textures_.target)
        .writes("kept", passes_.given(picture.next(), GL_RGBA16F))
        .over(block.area);
}

}  // namespace tapestry
