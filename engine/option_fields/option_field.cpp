#include "option_fields/option_field.h"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace tapestry {
namespace {

std::string quoted(std::string_view text) {
    std::string result = "'";
    result.append(text).push_back('\'');
    return result;
}

std::string choice_names(const OptionField& field) {
    std::string names;
    for (std::size_t i = 0; i < field.choices.size(); ++i) {
        if (i > 0) names += i + 1 == field.choices.size() ? " or " : ", ";
        names += field.choices[i].name;
    }
    return names;
}

Result<float> parse_choice(const OptionField& field, std::string_view text) {
    for (std::size_t i = 0; i < field.choices.size(); ++i) {
        if (text == field.choices[i].name) return static_cast<float>(i);
    }
    return Error{std::string(field.name) + ": " + quoted(text) + " is not " + choice_names(field)};
}

/// The fewest digits that give the float back.
std::string shortest(float value) {
    char text[32];
    const auto [end, code] = std::to_chars(text, text + sizeof text, value);
    return code == std::errc() ? std::string(text, end) : std::string();
}

}  // namespace

OptionField slider_field(const char* name, const char* label, const char* help, float least, float most,
                         float standard, const char* unit, int decimals, float power) {
    OptionField field{name, label, help, least, most, least, most, power, 1.0f, unit, decimals};
    field.standard = standard;
    return field;
}

std::string field_text(const OptionField& field, float value) {
    switch (field.form) {
        case FieldForm::choice: {
            const auto index = static_cast<std::size_t>(std::max(0.0f, value));
            return index < field.choices.size() ? field.choices[index].name : "";
        }
        case FieldForm::toggle:
            return value != 0.0f ? "on" : "off";
        default:
            return shortest(value);
    }
}

Result<void> check_field(const OptionField& field, float value) {
    if (!std::isfinite(value)) return Error{std::string(field.name) + ": not a finite number"};
    const float least = field.form == FieldForm::number ? field.min : 0.0f;
    const float most = field.form == FieldForm::number   ? field.max
                       : field.form == FieldForm::choice ? static_cast<float>(field.choices.size()) - 1.0f
                                                         : 1.0f;
    if (value >= least && value <= most) return {};
    return Error{std::string(field.name) + ": " + shortest(value) + " is outside [" + shortest(least) + ", " +
                 shortest(most) + "]"};
}

Result<float> parse_field(const OptionField& field, std::string_view text) {
    if (field.form == FieldForm::choice) return parse_choice(field, text);
    if (field.form == FieldForm::toggle) {
        if (text == "on" || text == "1") return 1.0f;
        if (text == "off" || text == "0") return 0.0f;
        return Error{std::string(field.name) + ": " + quoted(text) + " is neither on nor off"};
    }
    float value = 0.0f;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        return Error{std::string(field.name) + ": " + quoted(text) + " is not a finite number"};
    }
    if (auto status = check_field(field, value); !status) return status.error();
    return value;
}

}  // namespace tapestry
