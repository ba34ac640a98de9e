/// One option of an effect as people meet it: a name for files and the command line, a label, a unit and a
/// range for the window.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tapestry/result.h"

namespace tapestry {

enum class FieldForm { number, choice, toggle };

struct FieldChoice {
    const char* name;   ///< what files and --set take
    const char* label;  ///< for people
    const char* help;
};

struct OptionField {
    const char* name;                            ///< the member's name; what files and --set take
    const char* label;                           ///< for people
    const char* help;                            ///< a tooltip: one or two sentences
    float min = 0.0f, max = 1.0f;                ///< accepted
    float slider_min = 0.0f, slider_max = 1.0f;  ///< where a slider ends; typing goes on to min and max
    float slider_power = 1.0f;    ///< the slider's position to this power: above 1 gives small values room
    float shown_per_unit = 1.0f;  ///< 100 when shown as per cent
    const char* shown_unit = "";  ///< with the space before it, where it takes one
    int decimals = 1;
    bool is_height_fraction = false;  ///< also worth telling in pixels
    FieldForm form = FieldForm::number;
    std::span<const FieldChoice> choices = {};  ///< of a choice: its value is the index
    float standard = 0.0f;                      ///< the engine's default; filled in by BoundFields
    const char* former_name = nullptr;          ///< that it had before, which is still read; null: none
    /// The option that it belongs to, and the value of that at which it means anything; null: it always does.
    const char* only_with = nullptr;
    float only_with_value = 1.0f;
};

/// A number of the window's own, whose slider covers all that is accepted.
OptionField slider_field(const char* name, const char* label, const char* help, float least, float most,
                         float standard, const char* unit, int decimals, float power = 1.0f);

/// A value as files and the command line write it: a number, a choice's name, "on" or "off".
std::string field_text(const OptionField& field, float value);

/// The value that a text stands for. Error: not a finite number, out of the accepted range, no such choice.
Result<float> parse_field(const OptionField& field, std::string_view text);

/// Error: the field's name when the value is not finite or out of the accepted range.
Result<void> check_field(const OptionField& field, float value);

}  // namespace tapestry
