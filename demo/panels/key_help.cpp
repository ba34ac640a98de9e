#include "panels/key_help.h"

#include <imgui.h>

#include <algorithm>

#include "panels/controls.h"

namespace tapestry::demo {
namespace {

struct KeyHint {
    const char* keys;
    const char* what;
};

constexpr KeyHint hints[] = {
    {"Wheel", "zoom about the pointer"},
    {"Drag", "move the picture, or what is under the pointer"},
    {"Double-click", "fit the picture, or show its own pixels"},
    {"", ""},
    {"Space", "hold: the left picture alone"},
    {"D", "divider between two pictures"},
    {"B", "handles on the picture"},
    {"M   I", "magnifier, pixel inspector"},
    {"F   1", "fit, own pixels"},
    {"Tab", "hide the panel"},
    {"", ""},
    {"Scenes", "drag orbits, Shift pans, right button dollies, W S Q E fly"},
    {"With depth", "click focuses, the wheel turns the aperture, Ctrl+wheel zooms"},
    {"", ""},
    {"R", "reset the chosen effect"},
    {"Ctrl+Z   Ctrl+Y", "undo, redo"},
    {"Ctrl+S", "save the image"},
    {"Ctrl+P", "save a preset"},
    {"Ctrl+Q", "quit"},
    {"", ""},
    {"Sliders", "Shift: finer; double-click: reset; click the number: type"},
    {"Kernel lab", "left button paints, right button wipes; drop a mask on it"},
};

}  // namespace

void draw_key_help(const Theme& theme, const Rect& canvas, bool& shown) {
    ImGui::SetNextWindowPos(
        ImVec2(0.5f * (canvas.min.x + canvas.max.x), 0.5f * (canvas.min.y + canvas.max.y)), ImGuiCond_Always,
        ImVec2(0.5f, 0.5f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, theme.px(10));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(26), theme.px(20)));
    ImGui::PushStyleColor(ImGuiCol_WindowBg, IM_COL32(24, 24, 24, 244));
    ImGui::Begin("key help", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing);
    heading(theme, "KEYS AND MOUSE");
    ImGui::Dummy(ImVec2(0, theme.px(2)));
    for (const KeyHint& hint : hints) {
        if (!*hint.keys && !*hint.what) {
            ImGui::Dummy(ImVec2(0, theme.px(2)));
            continue;
        }
        ImGui::PushStyleColor(ImGuiCol_Text, color::accent_bright);
        ImGui::TextUnformatted(hint.keys);
        ImGui::PopStyleColor();
        ImGui::SameLine(theme.px(170));
        ImGui::TextUnformatted(hint.what);
    }
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) shown = false;
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
}

}  // namespace tapestry::demo
