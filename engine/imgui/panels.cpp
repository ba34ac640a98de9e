#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "option_fields/option_fields.h"
#include "tapestry/imgui.h"

namespace tapestry::imgui {
namespace {

/// What a tooltip says, wrapped.
void tooltip(const std::string& text) {
    if (!ImGui::IsItemHovered()) return;
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(30.0f * ImGui::GetFontSize());
    ImGui::TextUnformatted(text.c_str());
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
}

/// As printf wants it: "%.1f %%".
std::string format_of(const OptionField& field) {
    std::string format = "%." + std::to_string(field.decimals) + "f";
    for (const char* unit = field.shown_unit; *unit; ++unit) format.append(*unit == '%' ? 2 : 1, *unit);
    return format;
}

std::string help_of(const OptionField& field, float value, int picture_height) {
    std::string help = field.help;
    if (field.is_height_fraction && picture_height > 0)
        help += "\nNow " + std::to_string(std::lround(value * static_cast<float>(picture_height))) + " px.";
    return help;
}

std::string id_of(const OptionField& field) {
    return std::string(field.label) + "##" + field.name;
}

bool slider(const OptionField& field, int picture_height, float& value) {
    const float scale = field.shown_per_unit;
    float shown = scale * (std::isfinite(value) ? value : field.standard);
    // Sliders whose small values have room in the viewer.
    const ImGuiSliderFlags flags = field.slider_power > 1.0f ? ImGuiSliderFlags_Logarithmic : 0;
    const bool is_changed = ImGui::SliderFloat(id_of(field).c_str(), &shown, scale * field.slider_min,
                                               scale * field.slider_max, format_of(field).c_str(), flags);
    tooltip(help_of(field, shown / scale, picture_height));
    if (is_changed) value = std::clamp(shown / scale, field.min, field.max);
    return is_changed;
}

bool toggle(const OptionField& field, float& value) {
    bool is_on = value != 0.0f;
    const bool is_changed = ImGui::Checkbox(id_of(field).c_str(), &is_on);
    tooltip(field.help);
    if (is_changed) value = is_on ? 1.0f : 0.0f;
    return is_changed;
}

bool choice(const OptionField& field, float& value) {
    const auto count = static_cast<int>(field.choices.size());
    const int chosen = std::clamp(static_cast<int>(value), 0, count - 1);
    bool is_changed = false;
    const bool is_open =
        ImGui::BeginCombo(id_of(field).c_str(), field.choices[static_cast<std::size_t>(chosen)].label);
    if (!is_open) {
        tooltip(field.help);
        return false;
    }
    for (int i = 0; i < count; ++i) {
        const FieldChoice& each = field.choices[static_cast<std::size_t>(i)];
        if (ImGui::Selectable(each.label, i == chosen) && i != chosen) {
            value = static_cast<float>(i);
            is_changed = true;
        }
        tooltip(each.help);
    }
    ImGui::EndCombo();
    return is_changed;
}

bool row(const OptionField& field, int picture_height, float& value) {
    switch (field.form) {
        case FieldForm::choice:
            return choice(field, value);
        case FieldForm::toggle:
            return toggle(field, value);
        default:
            return slider(field, picture_height, value);
    }
}

/// Behind a row whose value is not the default.
bool reset_button(const OptionField& field, float& value) {
    if (value == field.standard) return false;
    ImGui::SameLine();
    const bool is_pressed = ImGui::SmallButton((std::string("reset##") + field.name).c_str());
    tooltip(std::string(field.label) + " back to its default");
    if (is_pressed) value = field.standard;
    return is_pressed;
}

std::size_t index_of(std::span<const OptionField> fields, std::string_view name) {
    const auto found =
        std::ranges::find_if(fields, [&](const OptionField& field) { return field.name == name; });
    return static_cast<std::size_t>(found - fields.begin());
}

bool is_meant(std::span<const OptionField> fields, std::size_t index, std::span<const float> values) {
    const OptionField& field = fields[index];
    if (!field.only_with) return true;
    const std::size_t other = index_of(fields, field.only_with);
    return values[other] == field.only_with_value && is_meant(fields, other, values);
}

bool rows(std::span<const OptionField> fields, int picture_height, std::span<float> values) {
    bool is_changed = false;
    ImGui::PushID(fields.data());
    ImGui::PushItemWidth(-13.0f * ImGui::GetFontSize());  // a label, and the way back
    if (ImGui::SmallButton("Reset all"))
        for (std::size_t i = 0; i < fields.size(); ++i) {
            is_changed |= values[i] != fields[i].standard;
            values[i] = fields[i].standard;
        }
    tooltip("Every option back to its default");
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (!is_meant(fields, i, values)) continue;
        is_changed |= row(fields[i], picture_height, values[i]);
        is_changed |= reset_button(fields[i], values[i]);
    }
    ImGui::PopItemWidth();
    ImGui::PopID();
    return is_changed;
}

/// Options that are not among the fields stay, and so do those that are not touched, to the last bit.
template <class Options>
bool panel_of(const BoundFields<Options>& bound, Options& options, int picture_height) {
    std::vector<float> values(bound.fields().size());
    bound.store(options, values);
    const std::vector<float> before = values;
    if (!rows(bound.fields(), picture_height, values)) return false;
    bound.change(options, before, values);
    return true;
}

}  // namespace

bool panel(DepthOfFieldOptions& options, int picture_height) {
    return panel_of(all_depth_of_field_fields(), options, picture_height);
}

bool panel(TiltShiftOptions& options, int picture_height) {
    return panel_of(tilt_shift_fields(), options, picture_height);
}

bool panel(RotationalBokehOptions& options, int picture_height) {
    return panel_of(rotational_bokeh_fields(), options, picture_height);
}

bool panel(CatsEyeOptions& options, int picture_height) {
    return panel_of(cats_eye_fields(), options, picture_height);
}

bool panel(LensPsfOptions& options, int picture_height) {
    return panel_of(lens_psf_fields(), options, picture_height);
}

bool panel(RadialMotionBlurOptions& options, int picture_height) {
    return panel_of(radial_motion_blur_fields(), options, picture_height);
}

bool panel(DirectionalMotionBlurOptions& options, int picture_height) {
    return panel_of(directional_motion_blur_fields(), options, picture_height);
}

bool panel(UniformBlurOptions& options, int picture_height) {
    const bool in_pixels = options.unit == SigmaUnit::pixels;
    return panel_of(in_pixels ? uniform_blur_fields_in_pixels() : uniform_blur_fields(), options,
                    picture_height);
}

}  // namespace tapestry::imgui
