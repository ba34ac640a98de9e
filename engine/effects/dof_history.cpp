#include "effects/dof_history.h"

#include <cassert>

#include "gl/state_guard.h"
#include "tapestry/depth_of_field.h"

namespace tapestry {

Result<DepthOfFieldHistory> DepthOfFieldHistory::create(const Device& device) {
    assert(device.state() && "DepthOfFieldHistory::create: the device was not moved away");
    DeviceState& state = *device.state();
    if (Result<void> status = state.check_usable(); !status) return status.error();
    const StateGuard guard(state.gl, state.host_state);
    state.gl.ActiveTexture(GL_TEXTURE0);
    auto history = std::make_unique<DofHistory>();
    history->device = device.state();
    for (Texture& texture : history->inverse_focus) {
        Result<Texture> made = create_texture(state.gl, GL_R32F, 1, 1, "tapestry focus distance");
        if (!made) return made.error();
        texture = std::move(*made);
    }
    for (Texture& texture : history->splits) {
        Result<Texture> made = create_texture(state.gl, GL_RGBA16F, 1, 1, "tapestry splits");
        if (!made) return made.error();
        texture = std::move(*made);
    }
    return DepthOfFieldHistory(std::move(history));
}

DepthOfFieldHistory::DepthOfFieldHistory(std::unique_ptr<DofHistory> history)
    : history_(std::move(history)) {}
DepthOfFieldHistory::DepthOfFieldHistory(DepthOfFieldHistory&&) noexcept = default;
DepthOfFieldHistory& DepthOfFieldHistory::operator=(DepthOfFieldHistory&&) noexcept = default;
DepthOfFieldHistory::~DepthOfFieldHistory() = default;

void DepthOfFieldHistory::reset() {
    assert(history_ && "DepthOfFieldHistory::reset: the history was not moved away");
    history_->needs_first_focus = history_->needs_first_splits = true;
}

}  // namespace tapestry
