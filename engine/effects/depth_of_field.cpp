#include "tapestry/depth_of_field.h"

#include <cassert>

#include "core/aperture_distances.h"
#include "core/error_of.h"
#include "core/focus_taps.h"
#include "effects/dof_run.h"

namespace tapestry {
namespace {

Status check_table(const TapTable& table) {
    if (Status status = validate(table); !status) return error_of("bokeh: ", status.error().message);
    if (table.axes.empty() || table.axes[0].name != "radius_px")
        return error_of("bokeh: the table's first axis must be radius_px");
    if (table.axes[0].knots.front() != 0.0f)
        return error_of("bokeh: the table begins at radius ", table.axes[0].knots.front(),
                        " px instead of 0");
    if (table.axes.size() > 1 && table.axes[1].name != "vignette")
        return error_of("bokeh: the table's second axis is ", table.axes[1].name,
                        ", but only vignette is known");
    return {};
}

Result<Buffer> upload_focus_taps(const GladGLContext& gl, const TapTable& table) {
    const FocusTaps taps = make_focus_taps(table, dof_focus_px);
    layout::DofFocusTaps block = {};
    for (std::size_t i = 0; i < taps.taps.size(); ++i)
        block.taps[i] = {taps.taps[i].dx, taps.taps[i].dy, taps.taps[i].weight, 0.0f};
    for (std::size_t i = 0; i < taps.scales.size(); ++i)
        block.scales[i].x = static_cast<float>(taps.scales[i]);
    return create_buffer(gl, GL_UNIFORM_BUFFER, sizeof(block), &block, GL_STATIC_DRAW, "tapestry focus taps");
}

/// Half floats, because OpenGL ES need not filter larger ones. Half a thousandth of a radius is what they are
/// off by at most.
Result<Texture> upload_distances(const GladGLContext& gl, const ApertureDistances& distances) {
    Result<Texture> texture =
        create_texture(gl, GL_RGBA16F, distances.size, distances.size, "tapestry aperture");
    if (!texture) return texture;
    std::vector<float> texels(distances.values.size() * 4);
    for (std::size_t i = 0; i < distances.values.size(); ++i) texels[4 * i] = distances.values[i];
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, distances.size, distances.size, GL_RGBA, GL_FLOAT,
                     texels.data());
    return texture;
}

/// A texture of one number, for autofocus.
Result<Texture> create_number(const GladGLContext& gl) {
    return create_texture(gl, GL_R32F, 1, 1, "tapestry focus distance");
}

Result<DofAperture> create_aperture(const std::shared_ptr<DeviceState>& device,
                                    const DepthOfFieldDescription& description) {
    Result<Cascade> cascade = Cascade::create(device, description.bokeh);
    if (!cascade) return cascade.error();
    const ApertureDistances distances = aperture_distances(
        description.aperture.size > 0 ? description.aperture : aperture_mask(description.bokeh));
    Result<Texture> texture = upload_distances(device->gl, distances);
    if (!texture) return texture.error();
    Result<Buffer> taps = upload_focus_taps(device->gl, description.bokeh);
    if (!taps) return taps.error();
    return DofAperture{std::move(*cascade), std::move(*texture), std::move(*taps), distances.area};
}

Result<DofFocus> create_focus(const GladGLContext& gl) {
    DofFocus focus;
    for (Texture& texture : focus.inverse_distances) {
        Result<Texture> made = create_number(gl);
        if (!made) return made.error();
        texture = std::move(*made);
    }
    return focus;
}

}  // namespace

struct DepthOfField::Impl {
    std::shared_ptr<DeviceState> device;
    DofAperture aperture;
    DofFocus focus;
    TileLists tiles;
};

Result<DepthOfField> DepthOfField::create(const Device& device, const DepthOfFieldDescription& description) {
    assert(device.state() && "DepthOfField::create: the device was not moved away");
    if (Status status = check_table(description.bokeh); !status) return status.error();
    if (description.aperture.size != 0 || !description.aperture.values.empty())
        if (Status status = check(description.aperture); !status) return status.error();
    DeviceState& state = *device.state();
    if (Status status = state.check_usable(); !status) return status.error();
    const StateGuard guard(state.gl, state.host_state);
    state.gl.ActiveTexture(GL_TEXTURE0);
    Result<DofAperture> aperture = create_aperture(device.state(), description);
    if (!aperture) return aperture.error();
    Result<DofFocus> focus = create_focus(state.gl);
    if (!focus) return focus.error();
    return DepthOfField(std::make_unique<Impl>(
        Impl{device.state(), std::move(*aperture), std::move(*focus), TileLists(state.gl)}));
}

DepthOfField::DepthOfField(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DepthOfField::DepthOfField(DepthOfField&&) noexcept = default;
DepthOfField& DepthOfField::operator=(DepthOfField&&) noexcept = default;
DepthOfField::~DepthOfField() = default;

Status DepthOfField::apply(const DepthOfFieldFrame& frame, const DepthOfFieldOptions& options) {
    assert(impl_ && "DepthOfField::apply: the effect was not moved away");
    DeviceState& device = *impl_->device;
    if (Status status = device.check_usable(); !status) return status;
    const EffectScope scope(device);
    device.gl.ActiveTexture(GL_TEXTURE0);
    const Result<DofFrame> checked = check_dof_frame(device, frame, options);
    if (!checked) return checked.error();
    DofRun run(device, impl_->aperture, impl_->focus, impl_->tiles, *checked);
    if (Status status = run.prepare(); !status) return status;
    return run.draw();
}

void DepthOfField::reset_autofocus() {
    impl_->focus.is_fresh = true;
}

}  // namespace tapestry
