#include "panels/side_panel.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <array>

#include "panels/camera_panel.h"
#include "panels/compare_panel.h"
#include "panels/controls.h"
#include "panels/effect_stack.h"
#include "panels/layout_log.h"
#include "panels/path_panel.h"
#include "panels/timing_panel.h"

namespace tapestry::demo {

bool SidePanel::load_next(ViewerState& state) {
    const bool more_photos = photo_list_.load_next(state.photos, state.renderer.gl());
    return bokeh_grid_.load_next(state) || more_photos;
}

void SidePanel::tabs(const Theme& theme, ViewerState& state) {
    constexpr std::array choices = {
        Segment{"Look", "Photographs, effects and bokeh"},
        Segment{"Lab", "The kernel lab: draw a shape and see it fitted and used"},
        Segment{"Compare", "What is shown beside what, and how far it is off"},
        Segment{"Timing", "Where the time goes"},
    };
    int tab = static_cast<int>(state.tab);
    const float buttons = theme.px(2 * 20 + 6);
    ImGui::BeginChild("tabs", ImVec2(ImGui::GetContentRegionAvail().x - buttons, theme.px(28)));
    if (segments(theme, "tab", choices, tab)) state.tab = static_cast<Tab>(tab);
    ImGui::EndChild();
    ImGui::SameLine(0.0f, theme.px(6));
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() + theme.px(4));
    if (glyph_button(theme, "undo", Glyph::undo, "Undo (Ctrl+Z)", state.history.can_undo()))
        state.requests.undo = true;
    ImGui::SameLine(0.0f, 0.0f);
    if (glyph_button(theme, "redo", Glyph::redo, "Redo (Ctrl+Y)", state.history.can_redo()))
        state.requests.redo = true;
}

void SidePanel::presets(const Theme& theme, ViewerState& state) {
    if (state.presets.empty()) return;
    section_gap(theme);
    heading_with_note(theme, "PRESETS", "or drop a .json");
    const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
    ImGui::PushFont(theme.small);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2(theme.px(7), ImGui::GetStyle().FramePadding.y));
    const float gap = theme.px(5);
    bool first = true;
    for (const auto& path : state.presets) {
        const std::string name = path.stem().string();
        const float width = ImGui::CalcTextSize(name.c_str()).x + 2.0f * ImGui::GetStyle().FramePadding.x;
        if (!first && ImGui::GetItemRectMax().x + gap + width <= right) ImGui::SameLine(0.0f, gap);
        first = false;
        if (action_button(theme, ("preset: " + name).c_str(), name.c_str(), path.string().c_str(),
                          ImVec2(0, 0)))
            state.requests.open_file = path;
    }
    ImGui::PopStyleVar();
    ImGui::PopFont();
}

void SidePanel::look(const Theme& theme, ViewerState& state) {
    heading_with_note(theme, "PICTURE", "or drop a file");
    photo_list_.draw(theme, state.photos, state.renderer.photo_path(), state.requests);
    presets(theme, state);
    section_gap(theme);
    draw_effect_stack(theme, {state.document, state.chosen_effect, state.renderer},
                      state.requests.close_menu);
    if (EffectEntry* effect = state.chosen()) {
        section_gap(theme);
        heading_with_note(theme, "BOKEH", "+ draw your own");
        bokeh_grid_.draw(theme, state, *effect);
        section_gap(theme);
        const int height = state.renderer.has_photo() ? state.renderer.height() : 0;
        state.options_touched = effect_options_.draw(theme, height, *effect);
    }
    if (state.renderer.is_linear()) {
        section_gap(theme);
        draw_camera_panel(theme, state.document, state.depth_of_field(), state.renderer, state.requests);
    }
    if (state.renderer.has_depth()) {
        section_gap(theme);
        draw_path_panel(theme, state.document, state.path, state.requests);
    }
}

void SidePanel::saving(const Theme& theme, ViewerState& state) {
    ImGui::SetNextItemWidth(-1);
    ImGui::InputText("##path", &state.save_path);
    if (theme.places) theme.places->note_item("save path");
    std::error_code error;
    if (ImGui::IsItemHovered() && !ImGui::IsItemActive()) {
        ImGui::SetTooltip("%s", std::filesystem::absolute(state.save_path, error).c_str());
    }
    const auto exists = [&](const std::string& path) {
        return path != state.last_saved && std::filesystem::exists(path, error);
    };
    const std::string preset_path =
        std::filesystem::path(state.save_path).replace_extension(".json").string();
    ImGui::BeginDisabled(!state.renderer.has_photo() || state.save_path.empty());
    const float width = ImGui::GetContentRegionAvail().x;
    const float preset_width = theme.px(104);
    if (action_button(
            theme, "save image", exists(state.save_path) ? "Replace image" : "Save image",
            "The result at full size (Ctrl+S): a PNG, or with a name that ends in .exr linear light",
            ImVec2(width - preset_width - theme.px(8), theme.px(34)), true)) {
        state.requests.save_image = state.save_path;
    }
    ImGui::SameLine(0.0f, theme.px(8));
    if (action_button(theme, "save preset", "Save preset",
                      ("Everything that is set, as a text file:\n" + preset_path + " (Ctrl+P)").c_str(),
                      ImVec2(preset_width, theme.px(34)))) {
        state.requests.save_preset = preset_path;
    }
    ImGui::EndDisabled();
}

void SidePanel::draw(const Theme& theme, const Rect& area, ViewerState& state) {
    ImGui::SetNextWindowPos(area.min);
    ImGui::SetNextWindowSize(ImVec2(area.width(), area.height()));
    ImGui::Begin("panel", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoScrollWithMouse);
    tabs(theme, state);
    ImGui::Dummy(ImVec2(0, theme.px(2)));
    // Saving stays in sight at the bottom; the rest scrolls above it where the window is low.
    const float spacing = ImGui::GetStyle().ItemSpacing.y;
    const float footer = theme.px(1 + 3 + 34) + ImGui::GetFrameHeight() + 4.0f * spacing;
    ImGui::BeginChild(static_cast<int>(state.tab) + 100, ImVec2(0, -footer));
    switch (state.tab) {
        case Tab::look:
            look(theme, state);
            break;
        case Tab::lab:
            lab_.draw(theme, state);
            break;
        case Tab::compare:
            draw_compare_panel(theme, state);
            break;
        case Tab::timing:
            draw_timing_panel(theme, state.document, state.renderer);
            break;
    }
    ImGui::EndChild();
    section_gap(theme);
    saving(theme, state);
    ImGui::End();
}

}  // namespace tapestry::demo
