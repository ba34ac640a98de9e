#include "panels/message_banner.h"

#include <imgui.h>

#include <algorithm>

namespace tapestry::demo {

void draw_message_banner(const Theme& theme, const Rect& canvas, Message& message) {
    if (!message.is_error && ImGui::GetTime() > message.hides_at) message.text.clear();
    if (message.text.empty()) return;

    const float width = std::min(theme.px(640), canvas.width() - theme.px(48));
    ImGui::SetNextWindowPos(ImVec2(0.5f * (canvas.min.x + canvas.max.x), canvas.max.y - theme.px(20)),
                            ImGuiCond_Always, ImVec2(0.5f, 1.0f));
    ImGui::SetNextWindowSizeConstraints(ImVec2(theme.px(200), 0), ImVec2(width, canvas.height()));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(16), theme.px(11)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, theme.px(1.5f));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, IM_COL32(28, 28, 28, 245));
    ImGui::PushStyleColor(ImGuiCol_Border, message.is_error ? color::error : color::line);
    ImGui::Begin("message", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing);
    const float close = theme.px(16);
    const float natural = ImGui::CalcTextSize(message.text.c_str()).x;
    const float text_width = std::min(natural + 1.0f, width - theme.px(64));
    ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + text_width);
    ImGui::TextUnformatted(message.text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::SameLine(0.0f, theme.px(14));
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const bool dismissed = ImGui::InvisibleButton("dismiss", ImVec2(close, close));
    const ImU32 ink = ImGui::IsItemHovered() ? color::accent_bright : color::text_dim;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float in = theme.px(4);
    draw->AddLine(ImVec2(corner.x + in, corner.y + in), ImVec2(corner.x + close - in, corner.y + close - in),
                  ink, theme.px(1.5f));
    draw->AddLine(ImVec2(corner.x + in, corner.y + close - in), ImVec2(corner.x + close - in, corner.y + in),
                  ink, theme.px(1.5f));

    ImGui::End();
    ImGui::PopStyleColor(2);
    ImGui::PopStyleVar(3);
    if (dismissed) message = {};
}

}  // namespace tapestry::demo
