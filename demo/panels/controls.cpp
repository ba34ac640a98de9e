#include "panels/controls.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <cmath>
#include <cstdio>

namespace tapestry::demo {
namespace {

void heading(const Theme& theme, const char* text) {
    ImGui::PushFont(theme.heading);
    ImGui::PushStyleColor(ImGuiCol_Text, color::text_dim);
    ImGui::TextUnformatted(text);
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

/// A heading with a few dim words at its right end.
void heading_with_note(const Theme& theme, const char* text, const char* note) {
    heading(theme, text);
    ImGui::PushFont(theme.small);
    ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - ImGui::CalcTextSize(note).x);
    ImGui::TextDisabled("%s", note);
    ImGui::PopFont();
}

/// A heading with a small action at its right end. True when that is pressed.
bool heading_with_action(const Theme& theme, const char* text, const char* action, const char* help) {
    heading(theme, text);
    ImGui::PushFont(theme.small);
    const float width = ImGui::CalcTextSize(action).x;
    ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - width);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(action, ImVec2(width, ImGui::GetTextLineHeight()));
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetTooltip("%s", help);
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

void dim_text(const Theme& theme, const std::string& text) {
    ImGui::PushFont(theme.small);
    ImGui::PushStyleColor(ImGuiCol_Text, color::text_dim);
    ImGui::PushTextWrapPos(0.0f);
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

/// A switch of a given width: a pill with a knob, and its name.
void toggle(const Theme& theme, const char* name, const char* help, float room, bool& on) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float height = theme.px(18);
    const float width = theme.px(32);
    if (ImGui::InvisibleButton(name, ImVec2(room, height))) on = !on;
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetTooltip("%s", help);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float radius = height * 0.5f;
    draw->AddRectFilled(corner, ImVec2(corner.x + width, corner.y + height),
                        on ? color::accent : color::track, radius);
    draw->AddCircleFilled(ImVec2(on ? corner.x + width - radius : corner.x + radius, corner.y + radius),
                          radius - theme.px(3), on ? color::on_accent : color::text, 20);
    const float text_top = corner.y + 0.5f * (height - ImGui::GetTextLineHeight());
    draw->AddText(ImVec2(corner.x + width + theme.px(9), text_top),
                  hovered ? color::accent_bright : color::text, name);
}

/// How much of the blur there is from the band's edge (t = 0) to its full size (t = 1).
float growth(Falloff falloff, float t) {
    switch (falloff) {
        case Falloff::smooth:
            return t * t * (3.0f - 2.0f * t);
        case Falloff::quadratic:
            return t * t;
        default:
            return t;
    }
}

void draw_growth(const Theme& theme, Falloff falloff, ImVec2 corner, ImVec2 size, ImU32 ink) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    constexpr int steps = 20;
    for (int i = 0; i <= steps; ++i) {
        const float t = static_cast<float>(i) / steps;
        draw->PathLineTo(ImVec2(corner.x + t * size.x, corner.y + (1.0f - growth(falloff, t)) * size.y));
    }
    draw->PathStroke(ink, 0, theme.px(1.5f));
}

std::string table_summary(const TapTable& table) {
    char text[160];
    std::snprintf(text, sizeof text, "%s\n%zu reads in %zu layers", table.kernel.c_str(),
                  table.first_tap(table.layers()), table.layers());
    std::string summary = text;
    for (const Axis& axis : table.axes) {
        std::snprintf(text, sizeof text, "\nradius up to %g %s%s", static_cast<double>(axis.knots.back()),
                      axis.unit.c_str(), axis.beyond == Beyond::scale ? ", scaled beyond" : "");
        summary += text;
    }
    return summary;
}

}  // namespace

bool Controls::load_next(const ViewerState& state) {
    bokeh_.refresh(state.session);
    return photo_list_.load_next(state);
}

void Controls::photographs(const Theme& theme, ViewerState& state) {
    heading_with_note(theme, "PHOTOGRAPH", "or drop a file");
    photo_list_.draw(theme, state);
}

void Controls::falloff(const Theme& theme, ViewerState& state) {
    const auto choices = falloff_choices();
    const float count = static_cast<float>(choices.size());
    const float gap = theme.px(4);
    const float width = std::floor((ImGui::GetContentRegionAvail().x - gap * (count - 1.0f)) / count);
    const ImVec2 size(width, theme.px(46));
    bool first = true;
    for (const FalloffChoice& choice : choices) {
        if (!first) ImGui::SameLine(0.0f, gap);
        first = false;
        const bool chosen = state.session.options.falloff == choice.value;
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        if (ImGui::InvisibleButton(choice.name, size)) state.session.options.falloff = choice.value;
        const bool hovered = ImGui::IsItemHovered();
        if (hovered) ImGui::SetTooltip("%s", choice.help);
        const ImVec2 end(corner.x + size.x, corner.y + size.y);
        ImDrawList* draw = ImGui::GetWindowDrawList();
        draw->AddRectFilled(corner, end, hovered ? IM_COL32(58, 58, 58, 255) : IM_COL32(46, 46, 46, 255),
                            theme.px(5));
        if (chosen) draw->AddRect(corner, end, color::accent, theme.px(5), 0, theme.px(1.5f));
        const ImU32 ink = chosen ? color::accent_bright : color::text_dim;
        const ImVec2 curve(theme.px(30), theme.px(14));
        draw_growth(theme, choice.value, ImVec2(corner.x + 0.5f * (size.x - curve.x), corner.y + theme.px(7)),
                    curve, ink);
        ImGui::PushFont(theme.small);
        const float text_width = ImGui::CalcTextSize(choice.label).x;
        draw->AddText(ImVec2(corner.x + 0.5f * (size.x - text_width), corner.y + theme.px(26)),
                      chosen ? color::text : color::text_dim, choice.label);
        ImGui::PopFont();
    }
}

void Controls::tilt_shift(const Theme& theme, ViewerState& state) {
    const TiltShiftOptions defaults;
    if (heading_with_action(theme, "TILT-SHIFT", "Reset all", "Every option back to its default (R)")) {
        state.session.options = defaults;
    }
    state.band_touched = false;
    for (const TiltShiftField& field : tilt_shift_fields()) {
        float& value = state.session.options.*field.member;
        std::string note;
        if (field.is_height_fraction && state.session.has_photo()) {
            char text[32];
            std::snprintf(text, sizeof text, "%.0f px", static_cast<double>(value) * state.session.height());
            note = text;
        }
        const auto result = slider_row(theme, field, defaults.*field.member, note, value, number_entry_);
        state.band_touched |= result.active || result.hovered;
        if (field.member == &TiltShiftOptions::falloff_distance) {
            falloff(theme, state);
            ImGui::Dummy(ImVec2(0, theme.px(2)));
        }
    }
}

void Controls::table(const Theme& theme, ViewerState& state) {
    heading(theme, "TAP TABLE");
    const std::string current =
        state.session.has_effect() ? state.session.table_path().stem().string() : "none";
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("##table", current.c_str())) {
        for (const TableChoice& choice : state.tables) {
            const bool chosen = choice.path == state.session.table_path();
            const auto flags =
                choice.refusal.empty() ? ImGuiSelectableFlags_None : ImGuiSelectableFlags_Disabled;
            if (ImGui::Selectable(choice.path.stem().c_str(), chosen, flags)) {
                state.requests.open_table = choice.path;
            }
            if (!choice.refusal.empty() && ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) {
                ImGui::SetTooltip("%s", choice.refusal.c_str());
            }
            if (chosen) ImGui::SetItemDefaultFocus();
        }
        ImGui::EndCombo();
    }
    if (!state.session.has_effect()) return;
    bokeh_.draw(theme, theme.px(58));
    ImGui::SameLine(0.0f, theme.px(12));
    dim_text(theme, table_summary(state.session.table()));
}

void Controls::comparing(const Theme& theme, ViewerState& state) {
    heading_with_note(theme, "VIEW", "hold Space: original");
    const float half = 0.5f * (ImGui::GetContentRegionAvail().x - theme.px(8));
    toggle(theme, "Divider", "Original on the left, result on the right (D)", half, state.show_divider);
    ImGui::SameLine(0.0f, theme.px(8));
    toggle(theme, "Band", "Draw the band and its handles on the picture (B)", half, state.show_band);
}

void Controls::saving(const Theme& theme, ViewerState& state) {
    ImGui::SetNextItemWidth(-1);
    ImGui::InputText("##path", &state.save_path);
    std::error_code error;
    if (ImGui::IsItemHovered() && !ImGui::IsItemActive()) {
        ImGui::SetTooltip("%s", std::filesystem::absolute(state.save_path, error).c_str());
    }
    const bool replaces =
        state.save_path != state.last_saved && std::filesystem::exists(state.save_path, error);
    ImGui::PushStyleColor(ImGuiCol_Button, color::accent);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, color::accent_bright);
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, color::accent);
    ImGui::PushStyleColor(ImGuiCol_Text, color::on_accent);
    ImGui::BeginDisabled(!state.session.has_photo() || state.save_path.empty());
    if (ImGui::Button(replaces ? "Replace file" : "Save image", ImVec2(-1, theme.px(34)))) {
        state.requests.save = state.save_path;
    }
    ImGui::EndDisabled();
    ImGui::PopStyleColor(4);
}

void Controls::draw(const Theme& theme, const Rect& area, ViewerState& state) {
    ImGui::SetNextWindowPos(area.min);
    ImGui::SetNextWindowSize(ImVec2(area.width(), area.height()));
    ImGui::Begin("controls", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoScrollWithMouse);
    // Saving stays in sight at the bottom; the rest scrolls above it where the window is low.
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    const float footer = theme.px(1 + 3 + 34) + ImGui::GetFrameHeight() + 4.0f * spacing;
    ImGui::BeginChild("body", ImVec2(0, -footer));
    photographs(theme, state);
    section_gap(theme);
    tilt_shift(theme, state);
    section_gap(theme);
    table(theme, state);
    section_gap(theme);
    comparing(theme, state);
    ImGui::EndChild();
    section_gap(theme);
    saving(theme, state);
    ImGui::End();
}

}  // namespace tapestry::demo
