#include "core/map_fill.h"

#include <algorithm>
#include <array>

#include "effects/map_pass.h"
#include "gl/compute_pass.h"
#include "gl/pass_programs.h"

namespace tapestry {
namespace {

/// Parameters, and turns where there are some.
struct FillTextures {
    TexturePool::Lease parameters;
    TexturePool::Lease turns;
};

class MapFill {
  public:
    MapFill(DeviceState& device, const SteppingMap& steps) : device_(device), steps_(steps) {}

    Result<void> prepare() {
        ProgramVariant variant;
        variant.two_axes = steps_.kind == MapKind::two_parameters;
        variant.turned = steps_.turns != 0;
        const auto program = program_for(device_, "map_fill.comp", variant);
        if (!program) return program.error();
        program_ = *program;
        for (FillTextures& textures : filled_) {
            if (Result<void> status = lease(textures.parameters, variant.two_axes ? GL_RGBA32F : GL_R32F);
                !status)
                return status;
            if (!variant.turned) continue;
            if (Result<void> status = lease(textures.turns, GL_R32F); !status) return status;
        }
        return {};
    }

    FillTextures draw() {
        const int levels = fill_levels(std::min(steps_.reach_of_size * steps_.most, farthest_fill_px));
        GLuint from = steps_.map, from_turns = steps_.turns;
        for (int level = 0; level < levels; ++level)
            for (const layout::ivec2 direction : {layout::ivec2(1, 0), layout::ivec2(0, 1)}) {
                bind_texels(device_, TAPESTRY_UNIT_SOURCE, from);
                if (from_turns != 0) bind_texels(device_, TAPESTRY_UNIT_TURN, from_turns);
                pass(direction * fill_spacing(level), direction.y == 1 && level + 1 == levels);
                from = filled_[next_].parameters.name();
                if (from_turns != 0) from_turns = filled_[next_].turns.name();
                next_ = 1 - next_;
            }
        return std::move(filled_[1 - next_]);
    }

  private:
    Result<void> lease(TexturePool::Lease& lease, GLenum format) {
        auto made = device_.textures.lease(format, steps_.width, steps_.height);
        if (!made) return made.error();
        lease = std::move(*made);
        return {};
    }

    void pass(layout::ivec2 spacing, bool is_last) {
        const FillTextures& target = filled_[next_];
        bind_texels(device_, TAPESTRY_UNIT_PARAMETER, steps_.map);
        bind_target(device_, target.parameters.name(), target.parameters.format());
        if (steps_.turns != 0) {
            bind_texels(device_, TAPESTRY_UNIT_ORIGINAL, steps_.turns);
            bind_image(device_, TAPESTRY_IMAGE_TURNS, target.turns.name(), target.turns.format());
        }
        layout::MapFillPass block = {};
        block.area = whole_area(steps_.width, steps_.height);
        block.spacing = spacing;
        block.reach = steps_.reach_of_size;
        block.is_last = is_last ? 1u : 0u;
        run_pass(device_, *program_, bytes_of(block), block.area);
    }

    DeviceState& device_;
    const SteppingMap& steps_;
    const ComputeProgram* program_ = nullptr;
    std::array<FillTextures, 2> filled_;
    std::size_t next_ = 0;
};

}  // namespace

Result<FilledMap> fill_steps(DeviceState& device, const SteppingMap& steps) {
    ProgramVariant variant;
    variant.masked = steps.host_mask != 0;
    const auto masking = program_for(device, "map_mask.comp", variant);
    if (!masking) return masking.error();
    MapFill fill(device, steps);
    if (Result<void> status = fill.prepare(); !status) return status.error();
    auto mask = device.textures.lease(GL_R32F, steps.width, steps.height);
    if (!mask) return mask.error();

    layout::MapMaskPass block = {};
    block.area = whole_area(steps.width, steps.height);
    block.mask_origin = steps.mask_origin;
    bind_texels(device, TAPESTRY_UNIT_PARAMETER, steps.map);
    if (steps.host_mask != 0) bind_texels(device, TAPESTRY_UNIT_MASK, steps.host_mask);
    bind_target(device, mask->name(), mask->format());
    run_pass(device, **masking, bytes_of(block), block.area);
    FillTextures filled = fill.draw();
    return FilledMap{std::move(filled.parameters), std::move(filled.turns), std::move(*mask)};
}

}  // namespace tapestry
