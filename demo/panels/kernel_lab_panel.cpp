#include "panels/kernel_lab_panel.h"

#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "panels/controls.h"
#include "panels/layout_log.h"
#include "tapestry/fit/export_table.h"
#include "tapestry/fit/make_kernel.h"
#include "tapestry/tap_table.h"

namespace tapestry::demo {
namespace {

/// A whole number on a slider.
void whole_row(const Theme& theme, const OptionField& field, int& value, NumberEntry& entry) {
    auto shown = static_cast<float>(value);
    slider_row(theme, field, field.standard, "", shown, entry);
    value = static_cast<int>(std::lround(shown));
}

/// The lab makes families along radius_px.
bool has_radius(const offline::KernelFamily& family) {
    return family.size().axis == axis_names::radius;
}

std::string shown_name(const std::string& kernel) {
    std::string name = kernel;
    if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 32);
    return name;
}

std::string decibels(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f dB", value);
    return text;
}

}  // namespace

void KernelLabPanel::shape(const Theme& theme, ViewerState& state) {
    KernelRecipe& recipe = state.document.kernel;
    heading_with_note(theme, "SHAPE", "paint, choose or drop a mask");
    ImGui::SetNextItemWidth(-1);
    if (ImGui::BeginCombo("##shape", shown_name(recipe.kernel).c_str(), ImGuiComboFlags_HeightLarge)) {
        if (state.requests.close_menu) ImGui::CloseCurrentPopup();
        if (ImGui::Selectable("Painted", recipe.kernel == painted_kernel)) recipe.kernel = painted_kernel;
        for (const offline::KernelFamily& family : offline::kernel_families()) {
            if (!has_radius(family)) continue;
            if (ImGui::Selectable(shown_name(family.name).c_str(), recipe.kernel == family.name)) {
                recipe.kernel = family.name;
                recipe.numbers.clear();
            }
            if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", family.description.c_str());
            if (theme.places) theme.places->note_item("shape: " + family.name);
        }
        ImGui::EndCombo();
    } else if (theme.places) {
        theme.places->note_item("shape");
    }
    shape_numbers(theme, recipe);
}

void KernelLabPanel::shape_numbers(const Theme& theme, KernelRecipe& recipe) {
    if (recipe.kernel == painted_kernel) return;
    const auto family = offline::find_family(recipe.kernel);
    if (!family) return;
    if (recipe.kernel == "glyph") {
        std::string glyph = recipe.glyph;
        ImGui::SetNextItemWidth(theme.px(72));
        if (ImGui::InputText("Letter", &glyph)) {
            KernelRecipe tried = recipe;
            tried.glyph = glyph;
            if (recipe_target(tried)) recipe.glyph = glyph;
        }
    }
    for (const offline::KernelParameter& parameter : (*family)->numbers) {
        if (&parameter == &(*family)->size()) continue;
        OptionField field;
        const std::string label = shown_name(parameter.name);
        const std::string unit = parameter.unit.empty()    ? ""
                                 : parameter.unit == "deg" ? "\xC2\xB0"
                                                           : " " + parameter.unit;
        field.name = parameter.name.c_str();
        field.label = label.c_str();
        field.help = parameter.help.c_str();
        field.min = field.slider_min = static_cast<float>(parameter.from);
        field.max = field.slider_max = static_cast<float>(parameter.to);
        field.shown_unit = unit.c_str();
        field.decimals = parameter.whole ? 0 : parameter.to - parameter.from > 20.0 ? 1 : 2;
        field.standard = static_cast<float>(parameter.standard);
        const auto set = recipe.numbers.find(parameter.name);
        auto value = set == recipe.numbers.end() ? field.standard : static_cast<float>(set->second);
        const float before = value;
        slider_row(theme, field, field.standard, "", value, number_entry_);
        if (value == before) continue;
        KernelRecipe tried = recipe;
        tried.numbers[parameter.name] =
            parameter.whole ? std::round(static_cast<double>(value)) : static_cast<double>(value);
        if (recipe_target(tried)) recipe.numbers = tried.numbers;
    }
}

void KernelLabPanel::tools(const Theme& theme, ViewerState& state) {
    const float column = theme.px(80);
    const float gap = theme.px(8);
    const float size = ImGui::GetContentRegionAvail().x - column - gap;
    canvas_.draw(theme, state.document.kernel, state.lab, state.renderer.gl(), size);
    ImGui::SameLine(0.0f, gap);
    ImGui::BeginGroup();
    ImGui::PushFont(theme.small);
    const ImVec2 button(column, theme.px(28));
    if (action_button(theme, "brush", "Brush", "Paint light (the right button wipes, the wheel sizes)",
                      button, !state.lab.erase))
        state.lab.erase = false;
    if (action_button(theme, "eraser", "Eraser", "Wipe light (the right button paints)", button,
                      state.lab.erase))
        state.lab.erase = true;
    if (action_button(theme, "clear mask", "Clear", "An empty mask", button)) {
        state.document.kernel.kernel = painted_kernel;
        state.document.kernel.mask = {};
    }
    ImGui::PopFont();
    ImGui::EndGroup();
    static const OptionField brush = [] {
        OptionField field =
            slider_field("brush", "Brush", "Radius of brush and eraser, in cells of the mask.", 0.5f, 24.0f,
                         4.0f, " cells", 1, 1.5f);
        field.slider_max = 16.0f;
        return field;
    }();
    slider_row(theme, brush, brush.standard, "", state.lab.brush_radius, number_entry_);
}

void KernelLabPanel::budget(const Theme& theme, ViewerState& state) {
    KernelRecipe& recipe = state.document.kernel;
    char note[48];
    std::snprintf(note, sizeof note, "%d reads a pixel", recipe.taps * recipe.layers);
    heading_with_note(theme, "BUDGET", note);
    static const OptionField taps = slider_field(
        "taps", "Taps", "Reads a layer, in the mean; wide layers get more of them.", 4, 48, 24, "", 0);
    static const OptionField layers =
        slider_field("layers", "Layers",
                     "Passes over the picture, each reading what the one before it wrote.", 1, 6, 4, "", 0);
    whole_row(theme, taps, recipe.taps, number_entry_);
    whole_row(theme, layers, recipe.layers, number_entry_);
    constexpr std::array spectra = {
        Segment{"Highlights", "Every frequency counts alike: the cleanest shape under bright lights"},
        Segment{"Photographs",
                "What photographs are made of counts most: the highest fidelity on daylight scenes"},
        Segment{"Both", "Photographs, with a tenth for highlights"}};
    int spectrum = static_cast<int>(recipe.spectrum);
    if (segments(theme, "spectrum", spectra, spectrum))
        recipe.spectrum = static_cast<offline::ErrorSpectrum>(spectrum);
    std::array<Segment, efforts.size()> choices;
    for (std::size_t i = 0; i < efforts.size(); ++i)
        choices[i] = {efforts[i].label, "How long to look for better taps"};
    segments(theme, "effort", choices, recipe.effort);
    const float half = 0.5f * (ImGui::GetContentRegionAvail().x - theme.px(8));
    toggle(theme, "Signed", "Weights below 0: a sharper fit that rings on highlights", half,
           recipe.allow_negative);
    ImGui::SameLine(0.0f, theme.px(8));
    toggle(theme, "Family", "Fit all radii together: better between them, and slower", half,
           recipe.is_family);
}

void KernelLabPanel::progress(const Theme& theme, ViewerState& state) {
    const FitState fit = state.lab.fit.state();
    heading_with_note(theme, "FIT", fit.running ? fit.phase.c_str() : state.lab.shown ? "done" : "");
    const float width = ImGui::GetContentRegionAvail().x;
    progress_bar(theme, fit.running ? fit.done : state.lab.shown ? 1.0 : 0.0);
    if (!fit.error.empty()) dim_text(theme, fit.error);
    if (state.lab.shown) {
        const FitSnapshot& shown = *state.lab.shown;
        char text[64];
        fact(theme, "Kernel PSNR", decibels(shown.kernel_psnr),
             "The fitted shape against the target, at 24 px");
        std::snprintf(text, sizeof text, "%.2f %%", 100.0 * shown.mass_outside);
        fact(theme, "Light outside the shape", text,
             "Share of the light that falls where the target is dark");
        std::snprintf(text, sizeof text, "%.1f s", fit.running ? fit.seconds : shown.seconds);
        fact(theme, "Time", text, "Since the fit began");
    }
    const float half = 0.5f * (width - theme.px(8));
    if (fit.running) {
        if (action_button(theme, "stop fit", "Stop", "Keep the best so far", ImVec2(half, theme.px(30))))
            state.lab.fit.stop();
    } else if (action_button(theme, "fit again", "Fit again", "With other random starts",
                             ImVec2(half, theme.px(30)))) {
        ++state.document.kernel.seed;
    }
    ImGui::SameLine(0.0f, theme.px(8));
    if (action_button(theme, "use in picture", "Use in picture", "The chosen effect blurs with this kernel",
                      ImVec2(half, theme.px(30)))) {
        if (EffectEntry* effect = state.chosen()) effect->bokeh = lab_bokeh;
    }
}

void KernelLabPanel::exporting(const Theme& theme, ViewerState& state) {
    heading(theme, "EXPORT");
    const float gap = theme.px(6);
    const auto formats = offline::table_formats();
    const float count = static_cast<float>(formats.size());
    const float width = std::floor((ImGui::GetContentRegionAvail().x - gap * (count - 1.0f)) / count);
    ImGui::BeginDisabled(!state.lab.shown);
    ImGui::PushFont(theme.small);
    bool first = true;
    for (const offline::TableFormat& format : formats) {
        if (!first) ImGui::SameLine(0.0f, gap);
        first = false;
        if (action_button(theme, (std::string("export ") + format.extension).c_str(), format.label,
                          format.help, ImVec2(width, theme.px(28))))
            state.requests.export_table = std::filesystem::path(state.save_path)
                                              .replace_filename("kernel")
                                              .replace_extension(format.extension);
    }
    ImGui::PopFont();
    ImGui::EndDisabled();
}

void KernelLabPanel::draw(const Theme& theme, ViewerState& state) {
    shape(theme, state);
    tools(theme, state);
    section_gap(theme);
    budget(theme, state);
    section_gap(theme);
    progress(theme, state);
    section_gap(theme);
    exporting(theme, state);
}

}  // namespace tapestry::demo
