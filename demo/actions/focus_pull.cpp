#include "actions/focus_pull.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "effects/known_effects.h"

namespace tapestry::demo {
namespace {

constexpr double pull_seconds = 0.7;
constexpr float nearest_m = 0.05f;
constexpr float farthest_m = 1000.0f;

}  // namespace

void FocusPull::begin(EffectEntry& effect, double x, double y, ViewerState& state) {
    const PictureFacts facts = state.renderer.facts();
    const double focus_m = focus_on(effect.values, facts, x * facts.width, y * facts.height);
    if (std::isinf(focus_m))
        return state.show_info("No plane of this tilt comes before the lens there: tilt it less");
    going_ = {effect.kind, *focus_in(effect), std::clamp(static_cast<float>(focus_m), nearest_m, farthest_m),
              ImGui::GetTime()};
}

void FocusPull::follow(ViewerState& state) {
    const double now = ImGui::GetTime();
    EffectEntry* effect = state.lens_in_hand();
    if (const auto at = std::exchange(state.requests.focus_at, std::nullopt)) {
        const bool can_focus = effect && state.renderer.can_tell_distance();
        if (can_focus && depth_of_field_options(effect->values).autofocus.on) {
            look_for_focus_at(static_cast<float>(at->first), static_cast<float>(at->second), effect->values);
            going_.reset();
        } else if (can_focus) {
            begin(*effect, at->first, at->second, state);
        }
    }
    // Another effect has been chosen meanwhile.
    if (going_ && effect && effect->kind != going_->kind) going_.reset();
    if (!going_ || !effect) return;
    state.note_motion();
    const auto t = static_cast<float>(std::clamp((now - going_->began) / pull_seconds, 0.0, 1.0));
    const float eased = t * t * (3.0f - 2.0f * t);
    // Even steps of 1 / distance are even steps of blur.
    const float from = 1.0f / going_->from_m;
    const float to = 1.0f / going_->to_m;
    *focus_in(*effect) = t < 1.0f ? 1.0f / (from + eased * (to - from)) : going_->to_m;
    if (t >= 1.0f) going_.reset();
}

}  // namespace tapestry::demo
