#include "effects/dof_history.h"

#include <cassert>

#include "gl/state_guard.h"
#include "tapestry/depth_of_field.h"

namespace tapestry {
namespace {

Result<void> make(Remembered& remembered, const TextureMemory& memory, GLenum format, glm::ivec2 size,
                  const char* label) {
    for (TextureMemory::Owned& texture : remembered.textures) {
        auto made = memory.create(format, size.x, size.y, label);
        if (!made) return made.error();
        texture = std::move(*made);
    }
    remembered.is_empty = true;
    return {};
}

}  // namespace

Result<void> RememberedPicture::fit(const TextureMemory& memory, glm::ivec2 wanted, Row0 wanted_row0) {
    if (row0 != wanted_row0) is_empty = true;
    row0 = wanted_row0;
    if (size == wanted) return {};
    *this = {};
    row0 = wanted_row0;
    Result<void> status = make(*this, memory, GL_RGBA16F, wanted, "tapestry steadied picture");
    if (status) size = wanted;
    return status;
}

Result<std::unique_ptr<DofHistory>> DofHistory::create(std::shared_ptr<DeviceState> device) {
    const GladGLContext& gl = device->gl;
    const StateGuard guard(gl, device->host_state);
    gl.ActiveTexture(GL_TEXTURE0);
    auto history = std::make_unique<DofHistory>();
    if (Result<void> status =
            make(history->inverse_focus, device->memory, GL_R32F, glm::ivec2(1), "tapestry focus distance");
        !status)
        return status.error();
    if (Result<void> status =
            make(history->splits, device->memory, GL_RGBA16F, glm::ivec2(1), "tapestry splits");
        !status)
        return status.error();
    history->device = std::move(device);
    return history;
}

Result<DepthOfFieldHistory> DepthOfFieldHistory::create(const Device& device) {
    assert(device.state() && "DepthOfFieldHistory::create: the device was not moved away");
    if (Result<void> status = device.state()->check_usable(); !status) return status.error();
    Result<std::unique_ptr<DofHistory>> history = DofHistory::create(device.state());
    if (!history) return history.error();
    return DepthOfFieldHistory(std::move(*history));
}

DepthOfFieldHistory::DepthOfFieldHistory(std::unique_ptr<DofHistory> history)
    : history_(std::move(history)) {}
DepthOfFieldHistory::DepthOfFieldHistory(DepthOfFieldHistory&&) noexcept = default;
DepthOfFieldHistory& DepthOfFieldHistory::operator=(DepthOfFieldHistory&&) noexcept = default;
DepthOfFieldHistory::~DepthOfFieldHistory() = default;

void DepthOfFieldHistory::reset() {
    assert(history_ && "DepthOfFieldHistory::reset: the history was not moved away");
    history_->inverse_focus.is_empty = history_->splits.is_empty = history_->picture.is_empty = true;
}

}  // namespace tapestry
