#include "panels/slider_row.h"

#include <imgui.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <string_view>

#include "panels/layout_log.h"

namespace tapestry::demo {
namespace {

float to_position(const OptionField& field, float value) {
    const float t = (value - field.slider_min) / (field.slider_max - field.slider_min);
    return std::pow(std::clamp(t, 0.0f, 1.0f), 1.0f / field.slider_power);
}

float to_value(const OptionField& field, float position) {
    const float t = std::pow(std::clamp(position, 0.0f, 1.0f), field.slider_power);
    return field.slider_min + t * (field.slider_max - field.slider_min);
}

std::string shown_number(const OptionField& field, float value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", field.decimals,
                  static_cast<double>(value * field.shown_per_unit));
    return text;
}

/// A value as it is shown, so that what is read off can be typed in again and gives the same picture.
float rounded_to_shown(const OptionField& field, float value) {
    const float steps = std::pow(10.0f, static_cast<float>(field.decimals)) * field.shown_per_unit;
    return std::round(value * steps) / steps;
}

void take_typed(const OptionField& field, const char* text, float& value) {
    float typed = 0.0f;
    const auto [end, code] = std::from_chars(text, text + std::strlen(text), typed);
    if (code != std::errc() || end == text || !std::isfinite(typed)) return;
    value = std::clamp(typed / field.shown_per_unit, field.min, field.max);
}

/// An arrow that turns back. True when pressed.
bool reset_button(const Theme& theme, float size) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton("reset", ImVec2(size, size));
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetTooltip("Reset");
    const ImU32 ink = hovered ? color::accent_bright : color::text_dim;
    const ImVec2 center(corner.x + size * 0.5f, corner.y + size * 0.54f);
    const float radius = size * 0.27f;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    constexpr float start = -2.2f;
    draw->PathArcTo(center, radius, start, 3.0f, 20);
    draw->PathStroke(ink, 0, theme.px(1.3f));
    const ImVec2 tip(center.x + radius * std::cos(start), center.y + radius * std::sin(start));
    const float head = theme.px(3.2f);
    draw->AddTriangleFilled(ImVec2(tip.x - head, tip.y + head * 0.2f),
                            ImVec2(tip.x + head * 0.7f, tip.y - head),
                            ImVec2(tip.x + head * 0.7f, tip.y + head), ink);
    return pressed;
}

/// The number at the right end of the row; becomes a field for typing when clicked.
void number_text(const Theme& theme, const OptionField& field, float right, const std::string& note,
                 float& value, NumberEntry& entry) {
    const ImGuiID id = ImGui::GetID("number");
    const std::string text = shown_number(field, value) + field.shown_unit;
    const float width = ImGui::CalcTextSize(text.c_str()).x;
    const float top = ImGui::GetCursorScreenPos().y;
    ImGui::PushID("number");
    if (entry.id == id) {
        const float field_width = theme.px(72);
        ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(theme.px(6), theme.px(1)));
        ImGui::SetCursorScreenPos(ImVec2(right - field_width, top - theme.px(1)));
        ImGui::SetNextItemWidth(field_width);
        if (entry.take_focus) ImGui::SetKeyboardFocusHere();
        const bool entered =
            ImGui::InputText("typed", entry.text, sizeof entry.text,
                             ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
        const bool left = !entry.take_focus && ImGui::IsItemDeactivated();
        if (entered || ImGui::IsItemDeactivatedAfterEdit()) take_typed(field, entry.text, value);
        if (entered || left) entry.id = 0;
        entry.take_focus = false;
        ImGui::PopStyleVar();
    } else {
        ImGui::SetCursorScreenPos(ImVec2(right - width, top));
        if (ImGui::InvisibleButton("show", ImVec2(width, ImGui::GetTextLineHeight()))) {
            entry.id = id;
            entry.take_focus = true;
            std::snprintf(entry.text, sizeof entry.text, "%s", shown_number(field, value).c_str());
        }
        const bool hovered = ImGui::IsItemHovered();
        if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
        ImDrawList* draw = ImGui::GetWindowDrawList();
        draw->AddText(ImVec2(right - width, top), hovered ? color::accent_bright : color::text, text.c_str());
        ImGui::PushFont(theme.small);
        const ImVec2 note_size = ImGui::CalcTextSize(note.c_str());
        draw->AddText(ImVec2(right - width - note_size.x - theme.px(10), top + theme.px(1.5f)),
                      color::text_dim, note.c_str());
        ImGui::PopFont();
    }
    ImGui::PopID();
}

void draw_track(const Theme& theme, const OptionField& field, float reset_value, float value, ImVec2 from,
                float width, bool lit) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float knob = theme.px(6.0f);
    const float half = theme.px(1.5f);
    const float start = from.x + knob;
    const float length = width - 2.0f * knob;
    const float y = from.y;
    const auto place = [&](float v) { return start + to_position(field, v) * length; };
    const bool bipolar =
        field.slider_min < 0.0f || (reset_value > field.slider_min && !field.is_height_fraction);
    const float zero = bipolar ? place(reset_value) : start;
    const float x = place(value);

    draw->AddRectFilled(ImVec2(start, y - half), ImVec2(start + length, y + half), color::track, half);
    draw->AddRectFilled(ImVec2(std::min(zero, x), y - half), ImVec2(std::max(zero, x), y + half),
                        color::accent, half);
    const float notch = place(reset_value);
    draw->AddLine(ImVec2(notch, y + theme.px(5)), ImVec2(notch, y + theme.px(8)), color::text_dim,
                  theme.px(1));
    draw->AddCircleFilled(ImVec2(x, y), knob + theme.px(1.5f), color::panel, 24);
    draw->AddCircleFilled(ImVec2(x, y), lit ? knob + theme.px(0.5f) : knob,
                          lit ? color::accent_bright : color::text, 24);
}

/// Moves the value while the hand is on the track. Holding Shift goes ten times finer from where it was
/// pressed.
void drag_track(const Theme& theme, const OptionField& field, float left, float width, float& value) {
    const ImGuiIO& io = ImGui::GetIO();
    const float knob = theme.px(6.0f);
    const float length = width - 2.0f * knob;
    float position = (io.MousePos.x - left - knob) / length;
    if (io.KeyShift) {
        if (io.MouseDelta.x == 0.0f) return;
        position = to_position(field, value) + 0.1f * io.MouseDelta.x / length;
        value = to_value(field, position);
        return;
    }
    value = rounded_to_shown(field, to_value(field, position));
}

}  // namespace

SliderResult slider_row(const Theme& theme, const OptionField& field, float reset_value,
                        const std::string& note, float& value, NumberEntry& entry) {
    SliderResult result;
    ImGui::PushID(field.name);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float line = ImGui::GetTextLineHeight();
    const bool changed = value != reset_value;

    ImGui::TextUnformatted(field.label);
    const bool label_hovered = ImGui::IsItemHovered();
    if (label_hovered) {
        ImGui::SetTooltip("%s\nDouble-click: reset. Shift: finer. Click the number to type.", field.help);
        if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) value = reset_value;
    }
    if (changed) {
        ImGui::SameLine(0.0f, theme.px(4));
        if (reset_button(theme, line)) value = reset_value;
    }
    ImGui::SetCursorScreenPos(corner);
    number_text(theme, field, corner.x + width, note, value, entry);

    const float height = theme.px(20);
    const ImVec2 track(corner.x, corner.y + line + theme.px(1));
    ImGui::SetCursorScreenPos(track);
    ImGui::InvisibleButton("track", ImVec2(width, height));
    const bool track_hovered = ImGui::IsItemHovered();
    if (theme.places) theme.places->note_item(field.name);
    result.active = ImGui::IsItemActive();
    // The second press of a double-click resets; the hand may tremble on it until it is lifted.
    bool* was_reset = ImGui::GetStateStorage()->GetBoolRef(ImGui::GetID("was reset"));
    if (track_hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
        value = reset_value;
        *was_reset = true;
    }
    if (!result.active) *was_reset = false;
    if (result.active && !*was_reset) drag_track(theme, field, track.x, width, value);
    result.hovered = track_hovered || label_hovered;
    draw_track(theme, field, reset_value, value, ImVec2(track.x, track.y + height * 0.45f), width,
               track_hovered || result.active);
    ImGui::PopID();
    return result;
}

}  // namespace tapestry::demo
