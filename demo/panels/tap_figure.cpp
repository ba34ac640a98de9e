#include "panels/tap_figure.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace tapestry::demo {

void draw_caption(const Theme& theme, const Rect& square, std::initializer_list<std::string> wordings) {
    ImGui::PushFont(theme.small);
    for (const std::string& text : wordings) {
        const float width = ImGui::CalcTextSize(text.c_str()).x;
        if (width > square.width() + theme.px(6)) continue;
        ImGui::GetWindowDrawList()->AddText(
            ImVec2(std::round(0.5f * (square.min.x + square.max.x - width)), square.max.y + theme.px(5)),
            color::text_dim, text.c_str());
        break;
    }
    ImGui::PopFont();
}

void draw_tap_figure(const Theme& theme, const Rect& square, std::span<const TapDot> dots) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(square.min, square.max, IM_COL32(18, 18, 18, 255), theme.px(4));
    const ImVec2 middle(0.5f * (square.min.x + square.max.x), 0.5f * (square.min.y + square.max.y));
    double reach = 0.5;
    for (const TapDot& dot : dots) reach = std::max({reach, std::abs(dot.x), std::abs(dot.y)});
    const float scale = 0.42f * square.width() / static_cast<float>(reach);
    const ImU32 faint = IM_COL32(255, 255, 255, 12);
    draw->AddLine(ImVec2(middle.x, square.min.y), ImVec2(middle.x, square.max.y), faint);
    draw->AddLine(ImVec2(square.min.x, middle.y), ImVec2(square.max.x, middle.y), faint);
    draw->PushClipRect(square.min, square.max, true);
    const float size = square.width() / theme.px(100);
    for (const TapDot& dot : dots) {
        const double share = std::abs(dot.weight) * static_cast<double>(dots.size());
        const float radius =
            theme.px(std::clamp(2.6f * size * static_cast<float>(std::sqrt(share)), 0.7f, 6.0f));
        const ImVec2 at(middle.x + scale * static_cast<float>(dot.x),
                        middle.y + scale * static_cast<float>(dot.y));
        draw->AddCircleFilled(
            at, radius, dot.weight < 0.0 ? IM_COL32(90, 160, 250, 210) : faded(color::accent, 0.8f), 14);
    }
    draw->PopClipRect();
    const std::string count = std::to_string(dots.size());
    char reach_px[24];
    std::snprintf(reach_px, sizeof reach_px, ", %.1f px", reach);
    draw_caption(theme, square, {count + " taps" + reach_px, count + " taps", count});
}

}  // namespace tapestry::demo
