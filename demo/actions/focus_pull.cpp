#include "actions/focus_pull.h"

#include <imgui.h>

#include <algorithm>
#include <utility>

#include "effects/kinds.h"

namespace tapestry::demo {
namespace {

constexpr double pull_seconds = 0.7;
constexpr float nearest_m = 0.05f;
constexpr float farthest_m = 1000.0f;

}  // namespace

void FocusPull::follow(ViewerState& state) {
    const double now = ImGui::GetTime();
    EffectEntry* effect = state.depth_of_field();
    if (const auto at = std::exchange(state.requests.focus_at, std::nullopt)) {
        const bool can_focus = effect && state.renderer.can_tell_distance();
        if (can_focus && depth_of_field_options(effect->values).autofocus.on) {
            look_for_focus_at(static_cast<float>(at->first), static_cast<float>(at->second), effect->values);
            going_.reset();
        } else if (can_focus) {
            const double distance_m = state.renderer.distance_m(at->first, at->second);
            going_ = {focus_distance_of(effect->values),
                      std::clamp(static_cast<float>(distance_m), nearest_m, farthest_m), now};
        }
    }
    if (!going_ || !effect) return;
    state.note_motion();
    const auto t = static_cast<float>(std::clamp((now - going_->began) / pull_seconds, 0.0, 1.0));
    const float eased = t * t * (3.0f - 2.0f * t);
    // Even steps of 1 / distance are even steps of blur.
    const float from = 1.0f / going_->from_m;
    const float to = 1.0f / going_->to_m;
    focus_distance_of(effect->values) = t < 1.0f ? 1.0f / (from + eased * (to - from)) : going_->to_m;
    if (t >= 1.0f) going_.reset();
}

}  // namespace tapestry::demo
