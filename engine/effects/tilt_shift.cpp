#include "tapestry/tilt_shift.h"

#include <cassert>
#include <cmath>
#include <numbers>

#include "core/error_of.h"
#include "gl/cascade.h"
#include "gl/compute_pass.h"

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
    block.size = {width, height};
    block.center_px = {options.center_x * wide, options.center_y * high};
    block.normal = {static_cast<float>(-std::sin(angle)), static_cast<float>(std::cos(angle))};
    block.half_band_px = 0.5f * options.band_width * high;
    block.falloff_px = options.falloff_distance * high;
    block.max_radius_px = options.max_radius * high;
    block.falloff = static_cast<layout::uint>(options.falloff);
    block.row0_top = row0 == Row0::top ? 1u : 0u;
    return block;
}

/// The blur radius of every pixel, in a texture of the pool.
Result<TexturePool::Lease> draw_map(DeviceState& device, const TiltShiftOptions& options, Row0 row0,
                                    int width, int height) {
    const auto program = device.shaders.program("map_tilt_shift.comp", {});
    if (!program) return program.error();
    Result<TexturePool::Lease> map = device.textures.lease(GL_R32F, width, height);
    if (!map) return map.error();
    bind_target(device, map->name(), map->format());
    run_pass(device, **program, map_block(options, row0, width, height), width, height);
    return map;
}

}  // namespace

struct TiltShift::Impl {
    std::shared_ptr<DeviceState> device;
    Cascade cascade;
};

Result<TiltShift> TiltShift::create(const Device& device, const TapTable& table) {
    assert(device.state() && "TiltShift::create: the device was not moved away");
    if (table.axes.size() != 1 || table.axes[0].name != "radius_px")
        return error_of("table: tilt-shift needs exactly one axis, radius_px");
    const StateGuard guard(device.state()->gl);
    Result<Cascade> cascade = Cascade::create(device.state(), table);
    if (!cascade) return cascade.error();
    return TiltShift(std::make_unique<Impl>(Impl{device.state(), std::move(*cascade)}));
}

TiltShift::TiltShift(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TiltShift::TiltShift(TiltShift&&) noexcept = default;
TiltShift& TiltShift::operator=(TiltShift&&) noexcept = default;
TiltShift::~TiltShift() = default;

Status TiltShift::apply(const TiltShiftFrame& frame, const TiltShiftOptions& options) {
    assert(impl_ && "TiltShift::apply: the effect was not moved away");
    const Result<TiltShiftOptions> valid = clamped(options);
    if (!valid) return valid.error();

    DeviceState& device = *impl_->device;
    const EffectScope scope(device.gl);
    device.gl.ActiveTexture(GL_TEXTURE0);
    const Result<HostFrame> textures = inspect_frame(device.gl, frame.source, frame.target);
    if (!textures) return textures.error();
    const Result<TexturePool::Lease> map =
        draw_map(device, *valid, frame.row0, textures->source.width, textures->source.height);
    if (!map) return map.error();

    CascadeFrame filtered;
    filtered.textures = *textures;
    filtered.conversion = conversion_between(frame.source, frame.target);
    filtered.row0 = frame.row0;
    filtered.precision = frame.precision;
    filtered.parameter_texture = map->name();
    filtered.parameter = {1.0f, 0.0f};
    return impl_->cascade.run(filtered);
}

}  // namespace tapestry
