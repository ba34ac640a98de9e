#include <algorithm>
#include <array>
#include <cmath>

#include "effects/map_pass.h"
#include "gl/compute_pass.h"
#include "gl/pass_programs.h"

namespace tapestry {
namespace {

/// Farther than three levels of spacing reach nothing is filled.
constexpr float farthest_px = 3.0f * (1 + 7 + 49);

class MapFill {
  public:
    MapFill(DeviceState& device, GLuint map, MapKind kind, int width, int height)
        : device_(device), map_(map), kind_(kind), width_(width), height_(height) {}

    Status prepare() {
        ProgramVariant variant;
        variant.two_axes = kind_ == MapKind::two_parameters;
        const auto program = program_for(device_, "map_fill.comp", variant);
        if (!program) return program.error();
        program_ = *program;
        for (TexturePool::Lease& lease : leases_) {
            auto made = device_.textures.lease(variant.two_axes ? GL_RGBA32F : GL_R32F, width_, height_);
            if (!made) return made.error();
            lease = std::move(*made);
        }
        return {};
    }

    /// The filled map.
    TexturePool::Lease draw(float most, float reach_of_size) {
        const float reach_px = std::min(reach_of_size * most, farthest_px);
        GLuint from = map_;
        for (int level = 0; level < levels_for(reach_px); ++level)
            for (const layout::ivec2 direction : {layout::ivec2(1, 0), layout::ivec2(0, 1)}) {
                const bool is_last = direction.y == 1 && level + 1 == levels_for(reach_px);
                pass(from, direction * spacing_of(level), reach_of_size, is_last);
                from = leases_[next_].name();
                next_ = 1 - next_;
            }
        return std::move(leases_[1 - next_]);
    }

  private:
    static int spacing_of(int level) { return level == 0 ? 1 : level == 1 ? 7 : 49; }
    static int levels_for(float reach_px) { return reach_px <= 3.0f ? 1 : reach_px <= 24.0f ? 2 : 3; }

    void pass(GLuint from, layout::ivec2 spacing, float reach_of_size, bool is_last) {
        bind_texels(device_, TAPESTRY_UNIT_SOURCE, from);
        bind_texels(device_, TAPESTRY_UNIT_PARAMETER, map_);
        bind_target(device_, leases_[next_].name(), leases_[next_].format());
        layout::MapFillPass block = {};
        block.area = whole_area(width_, height_);
        block.spacing = spacing;
        block.reach = reach_of_size;
        block.is_last = is_last ? 1u : 0u;
        run_pass(device_, *program_, bytes_of(block), block.area);
    }

    DeviceState& device_;
    const GLuint map_;
    const MapKind kind_;
    const int width_;
    const int height_;
    const ComputeProgram* program_ = nullptr;
    std::array<TexturePool::Lease, 2> leases_;
    std::size_t next_ = 0;
};

}  // namespace

Result<FilledMap> fill_steps(DeviceState& device, GLuint map, GLuint host_mask, MapKind kind, float most,
                             float reach_of_size, int width, int height) {
    ProgramVariant variant;
    variant.masked = host_mask != 0;
    const auto keep = program_for(device, "map_keep.comp", variant);
    if (!keep) return keep.error();
    MapFill fill(device, map, kind, width, height);
    if (Status status = fill.prepare(); !status) return status.error();
    auto mask = device.textures.lease(GL_R32F, width, height);
    if (!mask) return mask.error();

    layout::MapKeepPass block = {};
    block.area = whole_area(width, height);
    bind_texels(device, TAPESTRY_UNIT_PARAMETER, map);
    if (host_mask != 0) bind_texels(device, TAPESTRY_UNIT_MASK, host_mask);
    bind_target(device, mask->name(), mask->format());
    run_pass(device, **keep, bytes_of(block), block.area);
    return FilledMap{fill.draw(most, reach_of_size), std::move(*mask)};
}

}  // namespace tapestry
