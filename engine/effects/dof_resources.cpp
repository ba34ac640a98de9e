// What a frame of DepthOfField needs before it draws: programs and transient textures.
#include <array>
#include <utility>

#include "core/resolution.h"
#include "effects/dof_run.h"
#include "gl/pass_defines.h"

namespace tapestry {
namespace {

using Lease = TexturePool::Lease;

}  // namespace

Result<void> DofRun::find_programs() {
    Result<void> failed;
    const auto find = [&](const ComputeProgram*& program, std::string_view file,
                          const PassDefines& defines = {}) {
        if (!failed) return;
        const auto found = device_.shaders.program(file, defines.list());
        if (found)
            program = *found;
        else
            failed = found.error();
    };
    const bool two_axes = aperture_.cascade.table().axes.size() > 1;
    if (frame_.options.autofocus.on) find(programs_.autofocus, "dof_autofocus.comp");
    find(programs_.coc, "dof_coc.comp",
         PassDefines()
             .with(frame_.conversion)
             .with_if(has_layer(), "TAPESTRY_SECOND_LAYER")
             .with_if(has_hidden(), "TAPESTRY_WITH_HIDDEN")
             .with_if(has_lights(), "TAPESTRY_WITH_LIGHTS"));
    if (has_hidden()) find(programs_.hidden, "dof_hidden.comp", PassDefines().with(frame_.hidden_conversion));
    if (has_layer()) find(programs_.layer_coc, "dof_coc.comp", PassDefines().with(frame_.layer_conversion));
    PassDefines unmix;
    if (has_layer()) unmix.with(frame_.layer_conversion).with("TAPESTRY_SECOND_LAYER");
    unmix.with_if(has_hidden(), "TAPESTRY_WITH_HIDDEN");
    find(programs_.unmix, "dof_unmix.comp", unmix);
    find(programs_.splits, "dof_splits.comp");
    find(programs_.tiles, "dof_tiles.comp");
    find(programs_.reach_across, "dof_reach_across.comp");
    find(programs_.reach, "dof_reach.comp");
    find(programs_.cells, "dof_cells.comp", PassDefines().with_if(has_lights(), "TAPESTRY_WITH_LIGHTS"));
    find(programs_.push, "dof_push.comp");
    find(programs_.pull, "dof_pull.comp");
    find(programs_.smooth, "dof_smooth.comp");
    find(programs_.split, "dof_split.comp");
    find(programs_.halve, "dof_halve.comp");
    find(programs_.radius, "dof_radius.comp", PassDefines().with_if(two_axes, "TAPESTRY_TWO_AXES"));
    find(programs_.focus, "dof_focus.comp", PassDefines().with("TAPESTRY_TILED"));
    if (has_lights()) {
        find(programs_.bright, "dof_bright.comp", PassDefines().with(frame_.conversion));
        find(programs_.lights, "dof_lights.comp", PassDefines().with(frame_.conversion));
        if (frame_.light_cells.levels > 1) find(programs_.lights_push, "dof_lights_push.comp");
        find(programs_.sprites, "dof_sprites.comp", PassDefines().with("TAPESTRY_TILED"));
    }
    const auto composite = [&] {
        return PassDefines()
            .with_target(frame_.textures.target.format)
            .with("TAPESTRY_TILED")
            .with(frame_.conversion)
            .with_if(frame_.mask != 0, "TAPESTRY_MASKED");
    };
    if (frame_.options.view != DepthOfFieldView::picture)
        find(programs_.view, "dof_view.comp",
             PassDefines().with_target(frame_.textures.target.format).with(frame_.conversion));
    find(programs_.sharp, "dof_composite.comp", composite().with("TAPESTRY_SHARP"));
    find(programs_.focused, "dof_composite.comp", composite());
    find(programs_.layered, "dof_composite.comp", composite().with("TAPESTRY_LAYERED"));
    return failed;
}

namespace {

/// Takes textures of the pool until one cannot be had.
class Leases {
  public:
    explicit Leases(TexturePool& pool) : pool_(pool) {}

    void take(Lease& lease, GLenum format, int width, int height) {
        if (!status_) return;
        Result<Lease> made = pool_.lease(format, width, height);
        if (made)
            lease = std::move(*made);
        else
            status_ = made.error();
    }
    const Result<void>& status() const { return status_; }

  private:
    TexturePool& pool_;
    Result<void> status_;
};

}  // namespace

/// The pool lends textures in an order: what every frame has comes first, and then what some have, the
/// largest before the smaller.
Result<void> DofRun::lease_textures() {
    const int width = frame_.width, height = frame_.height;
    const glm::ivec2 tiles = tiles_across(whole_area(width, height));
    Leases leases(device_.textures);
    leases.take(textures_.work, GL_RGBA16F, width, height);
    leases.take(textures_.ranges, GL_RGBA16F, halved(width), halved(height));
    leases.take(textures_.backs, GL_RGBA16F, width, height);
    leases.take(textures_.fronts, GL_RGBA16F, width, height);
    leases.take(textures_.splits, GL_RGBA16F, 1, 1);
    for (Lease* const lease : {&textures_.reaches, &textures_.contents, &textures_.needs})
        leases.take(*lease, GL_RGBA16F, tiles.x, tiles.y);
    for (Lease* const lease : {&textures_.slice_rows, &textures_.light_rows})
        leases.take(*lease, GL_RGBA32F, tiles.x, tiles.y);
    leases.take(textures_.focus, GL_RGBA16F, width, height);
    constexpr int cell = TAPESTRY_FOCUS_CELL;
    leases.take(textures_.focus_cells, GL_RGBA16F, (width + cell - 1) / cell, (height + cell - 1) / cell);
    leases.take(textures_.radii, GL_RGBA16F, halved(halved(width)), halved(halved(height)));
    if (!leases.status()) return leases.status();
    if (Result<void> status = lease_slices(); !status) return status;
    if (Result<void> status = lease_options(); !status) return status;
    return lease_levels();
}

Result<void> DofRun::lease_options() {
    const int width = frame_.width, height = frame_.height;
    Leases leases(device_.textures);
    if (has_layer()) {
        leases.take(textures_.layer_work, GL_RGBA16F, width, height);
        leases.take(textures_.layer_ranges, GL_RGBA16F, halved(width), halved(height));
    }
    if (has_hidden()) {
        leases.take(textures_.hidden, GL_RGBA16F, width, height);
        leases.take(textures_.hidden_coc, GL_R32F, width, height);
    }
    if (has_lights()) {
        leases.take(textures_.light_cocs, GL_R32F, width, height);
        leases.take(textures_.far_sprites, GL_RGBA16F, width, height);
        leases.take(textures_.near_sprites, GL_RGBA16F, width, height);
        const glm::ivec2 all = frame_.light_cells.all_levels();
        leases.take(textures_.lights, GL_RGBA16F, TAPESTRY_LIGHTS_PER_CELL * all.x, all.y);
        leases.take(textures_.light_places, GL_RGBA16F, TAPESTRY_LIGHTS_PER_CELL / 2 * all.x, all.y);
        leases.take(textures_.light_reaches, GL_RGBA16F, all.x / TAPESTRY_LIGHT_BLOCK_X,
                    all.y / TAPESTRY_LIGHT_BLOCK_Y);
        const int side = frame_.bright_cell_px;
        leases.take(textures_.bright, GL_RGBA16F, (width + side - 1) / side, (height + side - 1) / side);
    }
    if (frame_.options.autofocus.on && !history_) leases.take(textures_.inverse_focus, GL_R32F, 1, 1);
    return leases.status();
}

Result<void> DofRun::lease_levels() {
    Leases leases(device_.textures);
    int width = halved(halved(frame_.width));
    int height = halved(halved(frame_.height));
    for (bool is_last = false; !is_last; width = halved(width), height = halved(height)) {
        is_last = width == 1 && height == 1;
        DofLevel& level = textures_.levels.emplace_back();
        level.width = width;
        level.height = height;
        for (auto* const textures : {&level.cells, &level.fills})
            for (Lease& lease : *textures) {
                const bool is_stacked = &lease == &textures->front();
                leases.take(lease, GL_RGBA16F, width, is_stacked ? 2 * height : height);
            }
        if (!leases.status()) return leases.status();
    }
    return {};
}

Result<void> DofRun::lease_slices() {
    Leases leases(device_.textures);
    const bool two_axes = aperture_.cascade.table().axes.size() > 1;
    for (int index = 0; index < TAPESTRY_BLURRED_SLICES; ++index) {
        const auto slice = static_cast<std::size_t>(index);
        int width = frame_.width, height = frame_.height, step = 1;
        const auto halve = [&] {
            width = halved(width);
            height = halved(height);
            step *= 2;
        };
        while (step < frame_.step) halve();
        leases.take(textures_.slices[slice], GL_RGBA16F, width, height);
        while (step < frame_.slice_steps[slice]) {
            halve();
            leases.take(textures_.halves[slice].emplace_back(), GL_RGBA16F, width, height);
        }
        leases.take(textures_.parameters[slice], two_axes ? GL_RGBA32F : GL_R32F, width, height);
        if (two_axes) leases.take(textures_.turns[slice], GL_R32F, width, height);
        leases.take(textures_.blurred[slice], GL_RGBA16F, width, height);
    }
    return leases.status();
}

}  // namespace tapestry
