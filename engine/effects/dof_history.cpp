#include "effects/dof_history.h"

#include <cassert>

#include "gl/state_guard.h"
#include "tapestry/depth_of_field.h"

namespace tapestry {
namespace {

Result<void> make(Remembered& remembered, const GladGLContext& gl, GLenum format, const char* label) {
    for (Texture& texture : remembered.textures) {
        Result<Texture> made = create_texture(gl, format, 1, 1, label);
        if (!made) return made.error();
        texture = std::move(*made);
    }
    return {};
}

}  // namespace

Result<DepthOfFieldHistory> DepthOfFieldHistory::create(const Device& device) {
    assert(device.state() && "DepthOfFieldHistory::create: the device was not moved away");
    DeviceState& state = *device.state();
    if (Result<void> status = state.check_usable(); !status) return status.error();
    const StateGuard guard(state.gl, state.host_state);
    state.gl.ActiveTexture(GL_TEXTURE0);
    auto history = std::make_unique<DofHistory>();
    history->device = device.state();
    if (Result<void> status = make(history->inverse_focus, state.gl, GL_R32F, "tapestry focus distance");
        !status)
        return status.error();
    if (Result<void> status = make(history->splits, state.gl, GL_RGBA16F, "tapestry splits"); !status)
        return status.error();
    return DepthOfFieldHistory(std::move(history));
}

DepthOfFieldHistory::DepthOfFieldHistory(std::unique_ptr<DofHistory> history)
    : history_(std::move(history)) {}
DepthOfFieldHistory::DepthOfFieldHistory(DepthOfFieldHistory&&) noexcept = default;
DepthOfFieldHistory& DepthOfFieldHistory::operator=(DepthOfFieldHistory&&) noexcept = default;
DepthOfFieldHistory::~DepthOfFieldHistory() = default;

void DepthOfFieldHistory::reset() {
    assert(history_ && "DepthOfFieldHistory::reset: the history was not moved away");
    history_->inverse_focus.is_empty = history_->splits.is_empty = true;
}

}  // namespace tapestry
