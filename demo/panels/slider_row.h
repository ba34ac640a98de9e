/// A number with its name over a thin track.
#pragma once

#include <string>

#include "option_fields/option_field.h"
#include "window/theme.h"

namespace tapestry::demo {

/// The number that is being typed; at most one at a time.
struct NumberEntry {
    ImGuiID id = 0;
    char text[32] = {};
    bool take_focus = false;
};

struct SliderResult {
    bool active = false;   ///< the hand is on it
    bool hovered = false;  ///< or over it
};

/// Drag the track (with Shift: ten times finer), double-click it or press the turned arrow to reset, click
/// the number to type. `note` stands dim before the number.
SliderResult slider_row(const Theme& theme, const OptionField& field, float reset_value,
                        const std::string& note, float& value, NumberEntry& entry);

}  // namespace tapestry::demo
