#include "panels/controls.h"

#include <algorithm>
#include <cmath>

#include "panels/layout_log.h"

namespace tapestry::demo {
namespace {

constexpr ImU32 cell = IM_COL32(45, 45, 45, 255);
constexpr ImU32 cell_hovered = IM_COL32(58, 58, 58, 255);
constexpr ImU32 cell_chosen = IM_COL32(74, 66, 54, 255);

void note_place(const Theme& theme, const char* name) {
    if (theme.places) theme.places->note_item(name);
}

void tooltip(const char* help) {
    if (help && *help && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled))
        ImGui::SetTooltip("%s", help);
}

void draw_turned_arrow(ImDrawList* draw, const Theme& theme, ImVec2 center, float radius, bool mirrored,
                       ImU32 ink) {
    const float side = mirrored ? -1.0f : 1.0f;
    constexpr int steps = 16;
    for (int i = 0; i <= steps; ++i) {
        const float a = -2.6f + 3.6f * static_cast<float>(i) / steps;
        draw->PathLineTo(ImVec2(center.x + side * radius * std::cos(a), center.y + radius * std::sin(a)));
    }
    draw->PathStroke(ink, 0, theme.px(1.5f));
    const ImVec2 tip(center.x + side * radius * std::cos(-2.6f), center.y + radius * std::sin(-2.6f));
    const float head = theme.px(3.4f);
    draw->AddTriangleFilled(ImVec2(tip.x - side * head * 0.9f, tip.y + head * 0.9f),
                            ImVec2(tip.x - side * head * 0.6f, tip.y - head * 0.9f),
                            ImVec2(tip.x + side * head * 1.1f, tip.y + head * 0.3f), ink);
}

void draw_glyph(const Theme& theme, Glyph glyph, ImVec2 center, ImU32 ink) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float r = theme.px(4.2f);
    const float pen = theme.px(1.5f);
    switch (glyph) {
        case Glyph::undo:
        case Glyph::redo:
            draw_turned_arrow(draw, theme, ImVec2(center.x, center.y + theme.px(1)), theme.px(5.0f),
                              glyph == Glyph::redo, ink);
            break;
        case Glyph::up:
        case Glyph::down: {
            const float s = glyph == Glyph::up ? -1.0f : 1.0f;
            draw->PathLineTo(ImVec2(center.x - r, center.y - s * r * 0.5f));
            draw->PathLineTo(ImVec2(center.x, center.y + s * r * 0.5f));
            draw->PathLineTo(ImVec2(center.x + r, center.y - s * r * 0.5f));
            draw->PathStroke(ink, 0, pen);
            break;
        }
        case Glyph::close:
            draw->AddLine(ImVec2(center.x - r * 0.8f, center.y - r * 0.8f),
                          ImVec2(center.x + r * 0.8f, center.y + r * 0.8f), ink, pen);
            draw->AddLine(ImVec2(center.x - r * 0.8f, center.y + r * 0.8f),
                          ImVec2(center.x + r * 0.8f, center.y - r * 0.8f), ink, pen);
            break;
        case Glyph::add:
            draw->AddLine(ImVec2(center.x - r, center.y), ImVec2(center.x + r, center.y), ink, pen);
            draw->AddLine(ImVec2(center.x, center.y - r), ImVec2(center.x, center.y + r), ink, pen);
            break;
        case Glyph::help: {
            ImGui::PushFont(theme.heading);
            const ImVec2 size = ImGui::CalcTextSize("?");
            draw->AddText(ImVec2(center.x - 0.5f * size.x, center.y - 0.5f * size.y), ink, "?");
            ImGui::PopFont();
            break;
        }
    }
}

}  // namespace

void heading(const Theme& theme, const char* text) {
    ImGui::PushFont(theme.heading);
    ImGui::PushStyleColor(ImGuiCol_Text, color::text_dim);
    ImGui::TextUnformatted(text);
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void heading_with_note(const Theme& theme, const char* text, const char* note) {
    heading(theme, text);
    ImGui::PushFont(theme.small);
    ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(note).x);
    ImGui::TextDisabled("%s", note);
    ImGui::PopFont();
}

bool heading_with_action(const Theme& theme, const char* text, const char* action, const char* help) {
    heading(theme, text);
    ImGui::PushFont(theme.small);
    const float width = ImGui::CalcTextSize(action).x;
    ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(action, ImVec2(width, ImGui::GetTextLineHeight()));
    const bool hovered = ImGui::IsItemHovered();
    tooltip(help);
    note_place(theme, action);
    ImGui::GetWindowDrawList()->AddText(corner, hovered ? color::accent_bright : color::text_dim, action);
    ImGui::PopFont();
    return pressed;
}

void section_gap(const Theme& theme) {
    ImGui::Dummy(ImVec2(0, theme.px(1)));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddLine(at, ImVec2(at.x + ImGui::GetContentRegionAvail().x, at.y),
                                        color::line);
    ImGui::Dummy(ImVec2(0, theme.px(3)));
}

void progress_bar(const Theme& theme, double done) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 size(ImGui::GetContentRegionAvail().x, theme.px(3));
    const float share = static_cast<float>(std::clamp(done, 0.0, 1.0));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(corner, ImVec2(corner.x + size.x, corner.y + size.y), color::track, size.y);
    draw->AddRectFilled(corner, ImVec2(corner.x + share * size.x, corner.y + size.y), color::accent, size.y);
    ImGui::Dummy(size);
}

void dim_text(const Theme& theme, const std::string& text) {
    ImGui::PushFont(theme.small);
    ImGui::PushStyleColor(ImGuiCol_Text, color::text_dim);
    ImGui::PushTextWrapPos(0.0f);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void fact(const Theme& theme, const char* name, const std::string& value, const char* help) {
    ImGui::PushFont(theme.small);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::Dummy(ImVec2(width, ImGui::GetTextLineHeight() + theme.px(1)));
    tooltip(help);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddText(corner, color::text_dim, name);
    draw->AddText(ImVec2(corner.x + width - ImGui::CalcTextSize(value.c_str()).x, corner.y), color::text,
                  value.c_str());
    ImGui::PopFont();
}

bool toggle(const Theme& theme, const char* name, const char* help, float room, bool& on) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float height = theme.px(18);
    const float width = theme.px(32);
    const bool turned = ImGui::InvisibleButton(name, ImVec2(room, height));
    if (turned) on = !on;
    const bool hovered = ImGui::IsItemHovered();
    tooltip(help);
    note_place(theme, name);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float radius = height * 0.5f;
    draw->AddRectFilled(corner, ImVec2(corner.x + width, corner.y + height),
                        on ? color::accent : color::track, radius);
    draw->AddCircleFilled(ImVec2(on ? corner.x + width - radius : corner.x + radius, corner.y + radius),
                          radius - theme.px(3), on ? color::on_accent : color::text, 20);
    const float text_top = corner.y + 0.5f * (height - ImGui::GetTextLineHeight());
    const char* end = name;
    while (*end && !(end[0] == '#' && end[1] == '#')) ++end;
    draw->AddText(ImVec2(corner.x + width + theme.px(9), text_top),
                  hovered ? color::accent_bright : color::text, name, end);
    return turned;
}

bool segments(const Theme& theme, const char* name, std::span<const Segment> choices, int& chosen) {
    const float count = static_cast<float>(choices.size());
    const float gap = theme.px(2);
    const float width = std::floor((ImGui::GetContentRegionAvail().x - gap * (count - 1.0f)) / count);
    const ImVec2 size(width, theme.px(27));
    bool changed = false;
    ImGui::PushID(name);
    ImGui::PushFont(theme.small);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (i > 0) ImGui::SameLine(0.0f, gap);
        const bool is_chosen = chosen == static_cast<int>(i);
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        if (ImGui::InvisibleButton(choices[i].label, size) && !is_chosen) {
            chosen = static_cast<int>(i);
            changed = true;
        }
        const bool hovered = ImGui::IsItemHovered();
        tooltip(choices[i].help);
        if (theme.places) theme.places->note_item(std::string(name) + ": " + choices[i].label);
        const ImVec2 end(corner.x + size.x, corner.y + size.y);
        ImDrawList* draw = ImGui::GetWindowDrawList();
        draw->AddRectFilled(corner, end,
                            is_chosen ? cell_chosen
                            : hovered ? cell_hovered
                                      : cell,
                            theme.px(4));
        const ImVec2 text = ImGui::CalcTextSize(choices[i].label);
        draw->AddText(ImVec2(corner.x + 0.5f * (size.x - text.x), corner.y + 0.5f * (size.y - text.y)),
                      is_chosen ? color::accent_bright
                      : hovered ? color::text
                                : color::text_dim,
                      choices[i].label);
    }
    ImGui::PopFont();
    ImGui::PopID();
    return changed;
}

bool action_button(const Theme& theme, const char* name, const char* label, const char* help, ImVec2 size,
                   bool accented) {
    ImGui::PushID(name);
    if (accented) {
        ImGui::PushStyleColor(ImGuiCol_Button, color::accent);
        ImGui::PushStyleColor(ImGuiCol_ButtonHovered, color::accent_bright);
        ImGui::PushStyleColor(ImGuiCol_ButtonActive, color::accent);
        ImGui::PushStyleColor(ImGuiCol_Text, color::on_accent);
    }
    // The same button while its label changes: a press and its release meet.
    const bool pressed = ImGui::Button((std::string(label) + "###button").c_str(), size);
    if (accented) ImGui::PopStyleColor(4);
    tooltip(help);
    note_place(theme, name);
    ImGui::PopID();
    return pressed;
}

bool glyph_button(const Theme& theme, const char* name, Glyph glyph, const char* help, bool enabled) {
    const float size = theme.px(20);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::BeginDisabled(!enabled);
    const bool pressed = ImGui::InvisibleButton(name, ImVec2(size, size));
    ImGui::EndDisabled();
    const bool hovered = enabled && ImGui::IsItemHovered();
    tooltip(help);
    note_place(theme, name);
    if (hovered) {
        ImGui::GetWindowDrawList()->AddRectFilled(corner, ImVec2(corner.x + size, corner.y + size),
                                                  cell_hovered, theme.px(4));
    }
    const ImU32 ink = !enabled ? color::track : hovered ? color::accent_bright : color::text_dim;
    draw_glyph(theme, glyph, ImVec2(corner.x + 0.5f * size, corner.y + 0.5f * size), ink);
    return pressed && enabled;
}

}  // namespace tapestry::demo
