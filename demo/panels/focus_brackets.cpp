#include "panels/focus_brackets.h"

#include <imgui.h>

#include <algorithm>
#include <cstdio>

namespace tapestry::demo {
namespace {

/// As long as the lens is on its way.
constexpr double shown_seconds = 0.7;

void draw_corners(const Theme& theme, ImVec2 center, float half, ImU32 ink) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float arm = 0.45f * half;
    const auto corners = [&](ImU32 with, float pen) {
        for (const float sx : {-1.0f, 1.0f})
            for (const float sy : {-1.0f, 1.0f}) {
                const ImVec2 at(center.x + sx * half, center.y + sy * half);
                draw->PathLineTo(ImVec2(at.x - sx * arm, at.y));
                draw->PathLineTo(at);
                draw->PathLineTo(ImVec2(at.x, at.y - sy * arm));
                draw->PathStroke(with, 0, pen);
            }
    };
    corners(IM_COL32(0, 0, 0, 120), theme.px(3.5f));
    corners(ink, theme.px(1.6f));
}

}  // namespace

void FocusBrackets::note_click(ImVec2 at) {
    clicked_ = at;
    clicked_at_ = ImGui::GetTime();
}

void FocusBrackets::draw(const Theme& theme, const PictureTransform& transform, const ImVec2* pointer,
                         const DocumentRenderer& renderer) const {
    const double age = ImGui::GetTime() - clicked_at_;
    if (age < shown_seconds) {
        const float share = static_cast<float>(age / shown_seconds);
        draw_corners(theme, clicked_, theme.px(26.0f - 6.0f * share), faded(color::accent_bright, 1.0f));
        return;
    }
    if (!pointer) return;
    draw_corners(theme, *pointer, theme.px(26), IM_COL32(255, 255, 255, 210));
    if (!renderer.can_tell_distance()) return;
    const ImVec2 at = transform.to_picture(*pointer);
    const double distance_m = renderer.distance_m(static_cast<double>(at.x / transform.picture_size.x),
                                                  static_cast<double>(at.y / transform.picture_size.y));
    char text[32];
    std::snprintf(text, sizeof text, distance_m < 10.0 ? "%.2f m" : "%.0f m", distance_m);
    ImGui::PushFont(theme.small);
    const float width = ImGui::CalcTextSize(text).x;
    const ImVec2 place(pointer->x - 0.5f * width, pointer->y + theme.px(30));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddText(ImVec2(place.x + theme.px(1), place.y + theme.px(1)), IM_COL32(0, 0, 0, 200), text);
    draw->AddText(place, color::text, text);
    ImGui::PopFont();
}

}  // namespace tapestry::demo
