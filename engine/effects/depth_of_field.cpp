#include "tapestry/depth_of_field.h"

#include <cassert>

#include "core/error_of.h"
#include "effects/dof_run.h"
#include "effects/dof_trial_frames.h"
#include "gl/effect_scope.h"
#include "gl/preparation.h"

namespace tapestry {
namespace {

Result<void> check_table(const TapTable& table) {
    if (Result<void> status = validate(table); !status) return error_of("bokeh: ", status.error().message);
    if (table.axes.empty() || table.axes[0].name != axis_names::radius)
        return error_of("bokeh: the table's first axis must be radius_px");
    if (table.axes[0].knots.front() != 0.0f)
        return error_of("bokeh: the table begins at radius ", table.axes[0].knots.front(),
                        " px instead of 0");
    if (table.axes.size() > 1 && table.axes[1].name != axis_names::vignette)
        return error_of("bokeh: the table's second axis is ", table.axes[1].name,
                        ", but only vignette is known");
    return {};
}

}  // namespace

struct DepthOfField::Impl {
    std::shared_ptr<DeviceState> device;
    std::shared_ptr<DofAperture> aperture;
    PassList passes{*device};

    /// Inside an EffectScope, with unit 0 active.
    Result<void> draw(const DepthOfFieldFrame& frame, const DepthOfFieldOptions& options,
                      DofHistory* history) {
        const Result<DofFrame> checked = check_dof_frame(*device, frame, options);
        if (!checked) return checked.error();
        DofRun run(*device, *aperture, history, *checked, passes);
        if (Result<void> status = passes.draw([&] { return run.declare(); }); !status) return status;
        if (!device->preparation) run.keep_history();
        return {};
    }
};

Result<DepthOfField> DepthOfField::create(const Device& device, const DepthOfFieldDescription& description) {
    assert(device.state() && "DepthOfField::create: the device was not moved away");
    if (Result<void> status = check_table(description.bokeh); !status) return status.error();
    if (description.aperture.size != 0 || !description.aperture.values.empty())
        if (Result<void> status = check(description.aperture); !status) return status.error();
    DeviceState& state = *device.state();
    if (Result<void> status = state.check_usable(); !status) return status.error();
    const StateGuard guard(state.gl, state.host_state);
    state.gl.ActiveTexture(GL_TEXTURE0);
    auto aperture = find_dof_aperture(device.state(), description);
    if (!aperture) return aperture.error();
    return DepthOfField(std::make_unique<Impl>(Impl{device.state(), std::move(*aperture)}));
}

DepthOfField::DepthOfField(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DepthOfField::DepthOfField(DepthOfField&&) noexcept = default;
DepthOfField& DepthOfField::operator=(DepthOfField&&) noexcept = default;
DepthOfField::~DepthOfField() = default;

Result<void> DepthOfField::apply(const DepthOfFieldFrame& frame, const DepthOfFieldOptions& options) {
    assert(impl_ && "DepthOfField::apply: the effect was not moved away");
    DeviceState& device = *impl_->device;
    if (Result<void> status = device.check_usable(); !status) return status;
    DofHistory* const history = frame.history ? frame.history->history_.get() : nullptr;
    assert((history || !frame.history) && "DepthOfField::apply: the history was not moved away");
    if (history && history->device != impl_->device)
        return error_of("history: it was made from another device than the effect");
    const EffectScope scope(device);
    device.gl.ActiveTexture(GL_TEXTURE0);
    return impl_->draw(frame, options, history);
}

Result<void> DepthOfField::prepare(const DepthOfFieldPreparation& frames, const PrepareProgress& progress) {
    assert(impl_ && "DepthOfField::prepare: the effect was not moved away");
    DeviceState& device = *impl_->device;
    if (Result<void> status = device.check_usable(); !status) return status;
    const EffectScope scope(device);
    device.gl.ActiveTexture(GL_TEXTURE0);
    const Result<DofTrialFrames> trials = DofTrialFrames::create(impl_->device, frames);
    if (!trials) return trials.error();
    const auto draw = [&](int index) {
        const DofTrial trial = trials->trial(index);
        return impl_->draw(trial.frame, trial.options, trial.history);
    };
    Result<void> status = prepare_frames(device, trials->count(), draw, progress);
    // Else frames would get what was made larger from what tiny ones had, with room to spare.
    device.textures.release();
    device.tiles.release();
    device.effect_tiles.release();
    return status;
}

}  // namespace tapestry
