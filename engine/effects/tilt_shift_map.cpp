#include "effects/tilt_shift_map.h"

#include <cmath>
#include <numbers>

#include "gl/compute_pass.h"
#include "gl/pass_programs.h"
#include "shared/layout.h"

namespace tapestry {
namespace {

static_assert(TAPESTRY_FALLOFF_SMOOTH == static_cast<unsigned>(Falloff::smooth));
static_assert(TAPESTRY_FALLOFF_LINEAR == static_cast<unsigned>(Falloff::linear));
static_assert(TAPESTRY_FALLOFF_QUADRATIC == static_cast<unsigned>(Falloff::quadratic));

/// The options in pixels, as band_in_pixels of engine/core/tilt_shift_reference.cpp has them.
layout::TiltShiftPass map_block(const TiltShiftOptions& options, Row0 row0, int width, int height) {
    const auto wide = static_cast<float>(width);
    const auto high = static_cast<float>(height);
    const double angle = double{options.angle_deg} * std::numbers::pi / 180.0;
    layout::TiltShiftPass block = {};
    block.area = whole_area(width, height);
    block.size = {wide, high};
    block.center_px = {options.center_x * wide, options.center_y * high};
    block.normal = {static_cast<float>(-std::sin(angle)), static_cast<float>(std::cos(angle))};
    block.half_band_px = 0.5f * options.band_width * high;
    block.falloff_px = options.falloff_distance * high;
    block.max_radius_px = options.max_radius * high;
    block.falloff = static_cast<layout::uint>(options.falloff);
    block.row0_top = row0 == Row0::top ? 1u : 0u;
    return block;
}

}  // namespace

Result<TexturePool::Lease> draw_tilt_shift_map(DeviceState& device, const TiltShiftOptions& options,
                                               Row0 row0, int width, int height) {
    const auto program = program_for(device, "map_tilt_shift.comp", {});
    if (!program) return program.error();
    Result<TexturePool::Lease> map = device.textures.lease(GL_R32F, width, height);
    if (!map) return map.error();
    bind_target(device, map->name(), map->format());
    const layout::TiltShiftPass block = map_block(options, row0, width, height);
    run_pass(device, **program, bytes_of(block), block.area);
    return map;
}

}  // namespace tapestry
