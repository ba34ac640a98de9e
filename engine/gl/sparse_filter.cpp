#include "tapestry/sparse_filter.h"

#include <cassert>
#include <cmath>

#include "core/error_of.h"
#include "gl/cascade.h"
#include "gl/compute_pass.h"

namespace tapestry {
namespace {

Status check_parameters(const SparseFilterFrame& frame, const TapTable& table) {
    if (frame.parameter_texture == 0) {
        for (std::size_t axis = 0; axis < table.axes.size(); ++axis)
            if (std::isnan(frame.parameter[axis]))
                return error_of("parameter[", axis, "] (", table.axes[axis].name, ") is not a number");
        return {};
    }
    if (table.axes.size() != 1)
        return error_of("parameter texture: the table has ", table.axes.size(),
                        " axes, but it takes exactly 1");
    if (!std::isfinite(frame.parameter_scale)) return error_of("parameter_scale is not a finite number");
    return {};
}

Result<CascadeFrame> check_frame(const GladGLContext& gl, const SparseFilterFrame& frame,
                                 const TapTable& table) {
    if (Status status = check_parameters(frame, table); !status) return status.error();
    const Result<HostFrame> textures = inspect_frame(gl, frame.source, frame.target);
    if (!textures) return textures.error();
    CascadeFrame checked;
    checked.textures = *textures;
    checked.conversion = conversion_between(frame.source, frame.target);
    checked.row0 = frame.row0;
    checked.precision = frame.precision;
    checked.parameter = {frame.parameter[0], frame.parameter[1]};
    if (frame.parameter_texture == 0) return checked;

    const auto parameters = inspect_parameters(gl, frame.parameter_texture, *textures);
    if (!parameters) return parameters.error();
    checked.parameter_texture = parameters->name;
    checked.parameter = {frame.parameter_scale, 0.0f};
    return checked;
}

}  // namespace

struct SparseFilter::Impl {
    std::shared_ptr<DeviceState> device;
    Cascade cascade;
};

Result<SparseFilter> SparseFilter::create(const Device& device, const TapTable& table) {
    assert(device.state() && "SparseFilter::create: the device was not moved away");
    const StateGuard guard(device.state()->gl);
    Result<Cascade> cascade = Cascade::create(device.state(), table);
    if (!cascade) return cascade.error();
    return SparseFilter(std::make_unique<Impl>(Impl{device.state(), std::move(*cascade)}));
}

SparseFilter::SparseFilter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SparseFilter::SparseFilter(SparseFilter&&) noexcept = default;
SparseFilter& SparseFilter::operator=(SparseFilter&&) noexcept = default;
SparseFilter::~SparseFilter() = default;

Status SparseFilter::apply(const SparseFilterFrame& frame) {
    assert(impl_ && "SparseFilter::apply: the filter was not moved away");
    const GladGLContext& gl = impl_->device->gl;
    const EffectScope scope(gl);
    gl.ActiveTexture(GL_TEXTURE0);
    const Result<CascadeFrame> checked = check_frame(gl, frame, impl_->cascade.table());
    if (!checked) return checked.error();
    return impl_->cascade.run(*checked);
}

const TapTable& SparseFilter::table() const {
    assert(impl_ && "SparseFilter::table: the filter was not moved away");
    return impl_->cascade.table();
}

}  // namespace tapestry
