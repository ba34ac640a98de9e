#include "tapestry/tilt_shift.h"

#include <cassert>

#include "core/error_of.h"
#include "effects/tilt_shift_map.h"
#include "gl/cascade.h"
#include "gl/compute_pass.h"

namespace tapestry {

struct TiltShift::Impl {
    std::shared_ptr<DeviceState> device;
    Cascade cascade;
};

Result<TiltShift> TiltShift::create(const Device& device, const TapTable& table) {
    assert(device.state() && "TiltShift::create: the device was not moved away");
    if (table.axes.size() != 1 || table.axes[0].name != "radius_px")
        return error_of("table: tilt-shift needs exactly one axis, radius_px");
    if (Status status = device.state()->check_usable(); !status) return status.error();
    const StateGuard guard(device.state()->gl, device.state()->host_state);
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
    if (Status status = device.check_usable(); !status) return status;
    const EffectScope scope(device);
    device.gl.ActiveTexture(GL_TEXTURE0);
    const Result<HostFrame> textures = inspect_frame(device, frame.source, frame.target);
    if (!textures) return textures.error();
    const Result<TexturePool::Lease> map =
        draw_tilt_shift_map(device, *valid, frame.row0, textures->source.width, textures->source.height);
    if (!map) return map.error();

    CascadeFrame filtered;
    filtered.textures = *textures;
    filtered.conversion = conversion_between(frame.source, frame.target);
    filtered.row0 = frame.row0;
    filtered.precision = frame.precision;
    filtered.resolution = frame.resolution;
    filtered.region = whole_area(textures->target.width, textures->target.height);
    filtered.parameter_texture = map->name();
    filtered.parameter = {1.0f, 1.0f};
    return impl_->cascade.run(filtered);
}

}  // namespace tapestry
