#include "panels/status_bar.h"

#include <imgui.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace tapestry::demo {
namespace {

std::string shown_picture(const DocumentRenderer& renderer, float zoom) {
    if (!renderer.has_photo()) return "No picture";
    char text[96];
    std::snprintf(text, sizeof text, "   %d \xC3\x97 %d   %.0f %%", renderer.width(), renderer.height(),
                  static_cast<double>(zoom) * 100.0);
    return renderer.picture_title() + text;
}

std::string costs(const DocumentRenderer& renderer, double frame_milliseconds) {
    std::string driver = renderer.renderer();
    driver.resize(std::min(driver.find(" ("), driver.size()));
    char text[128];
    std::snprintf(text, sizeof text, "Effects %.1f ms%s   Frame %.1f ms   ", renderer.render_milliseconds(),
                  renderer.is_reduced() ? " (reduced)" : "", frame_milliseconds);
    return text + driver;
}

}  // namespace

void draw_status_bar(const Theme& theme, const Rect& area, const DocumentRenderer& renderer, float zoom,
                     double frame_milliseconds) {
    ImGui::SetNextWindowPos(area.min);
    ImGui::SetNextWindowSize(ImVec2(area.width(), area.height()));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(14), 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
    ImGui::Begin("status", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PushFont(theme.small);
    const std::string left = shown_picture(renderer, zoom);
    const std::string right = costs(renderer, frame_milliseconds);
    const float top = area.min.y + 0.5f * (area.height() - ImGui::GetTextLineHeight());
    const float left_width = ImGui::CalcTextSize(left.c_str()).x;
    const float right_x = area.max.x - theme.px(14) - ImGui::CalcTextSize(right.c_str()).x;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(area.min, area.max);
    draw->AddLine(area.min, ImVec2(area.max.x, area.min.y), color::line);
    draw->AddText(ImVec2(area.min.x + theme.px(14), top), color::text, left.c_str());
    if (right_x > area.min.x + left_width + theme.px(40)) {
        draw->AddText(ImVec2(right_x, top), color::text_dim, right.c_str());
        ImGui::SetCursorScreenPos(ImVec2(right_x, area.min.y));
        ImGui::Dummy(ImVec2(area.max.x - right_x, area.height()));
        if (ImGui::IsItemHovered()) {
            ImGui::SetTooltip(
                "Effects: the last rendering, until %s had finished. Reduced: the picture\nis shown from "
                "a smaller copy, because the whole would take long; it is saved whole.\nFrame: the last "
                "frame of this window.",
                renderer.renderer().c_str());
        }
    }
    draw->PopClipRect();
    ImGui::PopFont();
    ImGui::End();
    ImGui::PopStyleVar(2);
}

}  // namespace tapestry::demo
