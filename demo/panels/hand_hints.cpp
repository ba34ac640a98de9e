#include "panels/hand_hints.h"

#include <imgui.h>

#include <algorithm>
#include <vector>

namespace tapestry::demo {
namespace {

struct Hint {
    HintGesture deed;
    const char* hand;
    const char* what;
};

std::vector<Hint> hints_of(ViewerState& state) {
    const EffectEntry* chosen = state.chosen();
    const bool has_lens = state.renderer.has_depth() && state.lens_in_hand();
    std::vector<Hint> hints;
    if (chosen && chosen->on && chosen->kind == "tilt-shift")
        hints.push_back({HintGesture::band, "Drag the band", "or turn its ends"});
    if (has_lens) {
        hints.push_back({HintGesture::focus, "Click", "to focus"});
        hints.push_back({HintGesture::aperture, "Wheel", "opens the lens"});
    }
    if (state.renderer.scene()) hints.push_back({HintGesture::look_around, "Drag", "to look around"});
    return hints;
}

bool is_done(const ViewerState& state, HintGesture deed) {
    return (state.seen_hints & (1u << static_cast<unsigned>(deed))) != 0;
}

}  // namespace

void note_deed(HintGesture deed, ViewerState& state) {
    state.seen_hints |= 1u << static_cast<unsigned>(deed);
}

void draw_hand_hints(const Theme& theme, const Rect& canvas, const Rect& picture, ViewerState& state) {
    std::vector<Hint> hints = hints_of(state);
    std::erase_if(hints, [&](const Hint& hint) { return is_done(state, hint.deed); });
    const bool is_elsewhere = state.tab == Tab::lab || state.show_inspector || state.show_help;
    if (hints.empty() || is_elsewhere || !state.message.text.empty()) return;
    const float gap = theme.px(26);
    const float word_gap = theme.px(6);
    const ImVec2 pad(theme.px(16), theme.px(8));
    float width = 2.0f * pad.x + gap * static_cast<float>(hints.size() - 1);
    for (const Hint& hint : hints)
        width += ImGui::CalcTextSize(hint.hand).x + word_gap + ImGui::CalcTextSize(hint.what).x;
    if (width > canvas.width()) return;
    const float height = ImGui::GetTextLineHeight() + 2.0f * pad.y;
    const float room = canvas.max.y - picture.max.y;
    const float top =
        room > height + theme.px(20) ? picture.max.y + theme.px(14) : canvas.max.y - height - theme.px(36);
    const ImVec2 corner(0.5f * (canvas.min.x + canvas.max.x - width), top);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(corner, ImVec2(corner.x + width, corner.y + height), IM_COL32(34, 34, 34, 225),
                        0.5f * height);
    float x = corner.x + pad.x;
    for (const Hint& hint : hints) {
        draw->AddText(ImVec2(x, corner.y + pad.y), color::accent_bright, hint.hand);
        x += ImGui::CalcTextSize(hint.hand).x + word_gap;
        draw->AddText(ImVec2(x, corner.y + pad.y), color::text, hint.what);
        x += ImGui::CalcTextSize(hint.what).x + gap;
    }
}

}  // namespace tapestry::demo
