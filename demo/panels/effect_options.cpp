#include "panels/effect_options.h"

#include <imgui.h>

#include <cstdio>
#include <cstring>
#include <vector>

#include "panels/controls.h"

namespace tapestry::demo {
namespace {

std::string in_capitals(const char* text) {
    std::string capitals;
    for (; *text; ++text)
        capitals.push_back(*text >= 'a' && *text <= 'z' ? static_cast<char>(*text - 32) : *text);
    return capitals;
}

std::string pixels_note(const OptionField& field, float value, int picture_height) {
    if (!field.is_height_fraction || picture_height == 0) return "";
    char text[32];
    std::snprintf(text, sizeof text, "%.0f px", static_cast<double>(value) * picture_height);
    return text;
}

/// Options that mean nothing now are not shown.
bool is_meant(const EffectKind& kind, std::size_t index, const std::vector<float>& values) {
    const OptionField& field = kind.fields[index];
    if (!field.only_with) return true;
    const auto other = static_cast<std::size_t>(find_field(kind, field.only_with));
    return values[other] == field.only_with_value && is_meant(kind, other, values);
}

void choice_row(const Theme& theme, const OptionField& field, float& value) {
    std::vector<Segment> choices;
    for (const FieldChoice& choice : field.choices) choices.push_back({choice.label, choice.help});
    int chosen = static_cast<int>(value);
    if (segments(theme, field.name, choices, chosen)) value = static_cast<float>(chosen);
}

}  // namespace

bool EffectOptions::draw(const Theme& theme, int picture_height, EffectEntry& effect) {
    const EffectKind* kind = find_effect_kind(effect.kind);
    if (heading_with_action(theme, in_capitals(kind->label).c_str(), "Reset all",
                            "Every option of this effect back to its default (R)")) {
        effect.values = standard_values(*kind);
    }
    bool is_touched = false;
    for (std::size_t i = 0; i < kind->fields.size(); ++i) {
        if (!is_meant(*kind, i, effect.values)) continue;
        const OptionField& field = kind->fields[i];
        float& value = effect.values[i];
        switch (field.form) {
            case FieldForm::choice:
                choice_row(theme, field, value);
                ImGui::Dummy(ImVec2(0, theme.px(2)));
                break;
            case FieldForm::toggle: {
                bool on = value != 0.0f;
                const std::string name = std::string(field.label) + "##" + field.name;
                if (toggle(theme, name.c_str(), field.help, ImGui::GetContentRegionAvail().x, on))
                    value = on ? 1.0f : 0.0f;
                break;
            }
            default: {
                const auto result =
                    slider_row(theme, field, field.standard, pixels_note(field, value, picture_height), value,
                               number_entry_);
                is_touched |= result.active || result.hovered;
            }
        }
    }
    return is_touched;
}

}  // namespace tapestry::demo
