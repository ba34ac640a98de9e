#include "panels/compare_panel.h"

#include <imgui.h>

#include <cmath>
#include <cstdio>

#include "panels/controls.h"
#include "panels/layout_log.h"
#include "panels/slider_row.h"

namespace tapestry::demo {
namespace {

/// A small square that says which side a picture is on.
void side_chip(const Theme& theme, const char* label, const std::string& place, ImVec2 corner, Shown shown,
               Shown& side) {
    const ImVec2 size(theme.px(46), theme.px(22));
    const bool chosen = side == shown;
    ImGui::SetCursorScreenPos(corner);
    if (ImGui::InvisibleButton(label, size)) side = shown;
    const bool hovered = ImGui::IsItemHovered();
    if (theme.places) theme.places->note_item(place);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(corner, ImVec2(corner.x + size.x, corner.y + size.y),
                        chosen    ? IM_COL32(74, 66, 54, 255)
                        : hovered ? IM_COL32(58, 58, 58, 255)
                                  : IM_COL32(45, 45, 45, 255),
                        theme.px(4));
    const ImVec2 text = ImGui::CalcTextSize(label);
    draw->AddText(ImVec2(corner.x + 0.5f * (size.x - text.x), corner.y + 0.5f * (size.y - text.y)),
                  chosen ? color::accent_bright : color::text_dim, label);
}

void choice_rows(const Theme& theme, Comparison& comparison, bool is_scene, bool has_depth) {
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushFont(theme.small);
    for (const ShownChoice& choice : shown_choices) {
        if (!is_shown_of(choice.of, is_scene, has_depth)) continue;
        ImGui::PushID(choice.label);
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const float chips = corner.x + width - theme.px(2 * 46 + 4);
        ImGui::Dummy(ImVec2(chips - corner.x - theme.px(8), theme.px(22)));
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", choice.help);
        ImGui::GetWindowDrawList()->AddText(
            ImVec2(corner.x, corner.y + 0.5f * (theme.px(22) - ImGui::GetTextLineHeight())), color::text,
            choice.label);
        if (const auto numbers = comparison.numbers(choice.shown)) {
            char text[48];
            std::snprintf(text, sizeof text, "%.1f   %.3f", numbers->psnr, numbers->flip);
            const ImVec2 size = ImGui::CalcTextSize(text);
            ImGui::GetWindowDrawList()->AddText(
                ImVec2(chips - theme.px(12) - size.x, corner.y + 0.5f * (theme.px(22) - size.y)),
                color::text_dim, text);
            if (theme.places) theme.places->note_item(std::string(choice.name) + " measured");
        }
        const std::string name = choice.name;
        side_chip(theme, "Left", name + " left", ImVec2(chips, corner.y), choice.shown, comparison.left);
        side_chip(theme, "Right", name + " right", ImVec2(chips + theme.px(50), corner.y), choice.shown,
                  comparison.right);
        ImGui::SetCursorScreenPos(ImVec2(corner.x, corner.y + theme.px(26)));
        ImGui::Dummy(ImVec2(0, 0));
        ImGui::PopID();
    }
    ImGui::PopFont();
}

void measuring(const Theme& theme, Comparison& comparison) {
    heading_with_note(theme, "AGAINST EXACT", "dB and FLIP, above");
    toggle(theme, "Measure", "Hold what is shown against the exact picture, though that is not shown",
           ImGui::GetContentRegionAvail().x, comparison.measures);
    if (comparison.numbers()) {
        char text[32];
        std::snprintf(text, sizeof text, "%.1f dB", comparison.numbers()->psnr);
        fact(theme, "PSNR of the result", text,
             "Linear RGB, peak 1. The result is 8 bits: above about 59 dB it is rounding.");
        std::snprintf(text, sizeof text, "%.4f", comparison.numbers()->flip);
        fact(theme, "FLIP of the result", text,
             "Mean over the picture: 0 looks the same, 1 could not differ more");
    } else if (!comparison.refusal().empty()) {
        dim_text(theme, comparison.refusal());
    } else if (comparison.is_busy()) {
        progress_bar(theme, comparison.truth_done());
        dim_text(theme, "The exact picture, better as it goes on");
    } else {
        dim_text(theme, "Show Exact, Error or FLIP on a side to measure, or switch it on.");
    }
}

/// To be made, and while it is made.
void plate_row(const Theme& theme, ViewerState& state) {
    if (state.plate) {
        progress_bar(theme, state.plate->done());
        char label[48];
        std::snprintf(label, sizeof label, "Stop the plate: %.0f %%", 100.0 * state.plate->done());
        if (action_button(theme, "cancel plate", label, "Nothing is written", ImVec2(-1, theme.px(28))))
            state.requests.cancel_plate = true;
        return;
    }
    std::filesystem::path plate = state.save_path;
    plate.replace_filename(plate.stem().string() + "-plate.png");
    if (action_button(theme, "save plate", "Save a plate",
                      ("Original, result and exact picture side by side with their names, as a README shows "
                       "them. Made in the background, as long as the exact picture takes.\n" +
                       plate.string())
                          .c_str(),
                      ImVec2(-1, theme.px(28))))
        state.requests.save_plate = plate;
}

}  // namespace

void draw_compare_panel(const Theme& theme, ViewerState& state) {
    Comparison& comparison = state.comparison;
    heading_with_note(theme, "PICTURES", "hold Space: left one");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    choice_rows(theme, comparison, state.renderer.scene() != nullptr, state.renderer.has_depth());
    ImGui::PopStyleVar();
    section_gap(theme);
    measuring(theme, comparison);
    static const OptionField gain = [] {
        OptionField field =
            slider_field("error_gain", "Error, times", "How much the error picture is brightened.", 1.0f,
                         1024.0f, standard_error_gain, "", 0, 3.0f);
        field.slider_max = 256.0f;
        return field;
    }();
    static NumberEntry entry;
    slider_row(theme, gain, gain.standard, "", comparison.error_gain, entry);
    plate_row(theme, state);
    section_gap(theme);
    heading(theme, "INSTRUMENTS");
    const float half = 0.5f * (ImGui::GetContentRegionAvail().x - theme.px(8));
    toggle(theme, "Divider", "Two pictures side by side (D)", half, state.show_divider);
    ImGui::SameLine(0.0f, theme.px(8));
    toggle(theme, "Handles", "Draw the effect's handles on the picture (B)", half, state.show_handles);
    toggle(theme, "Magnifier", "Both pictures' pixels under the pointer (M)", half, state.show_magnifier);
    ImGui::SameLine(0.0f, theme.px(8));
    toggle(theme, "Inspector", "What the effect does at the pixel under the pointer (I)", half,
           state.show_inspector);
}

}  // namespace tapestry::demo
