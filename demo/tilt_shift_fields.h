/// The tilt-shift options as people meet them: names for the command line, labels, units and ranges for the
/// window.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "tapestry/result.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry::demo {

/// One number of TiltShiftOptions.
struct TiltShiftField {
    const char* name;   ///< the member's name; what --set takes
    const char* label;  ///< for people
    const char* help;   ///< a tooltip: one or two sentences
    float TiltShiftOptions::*member;
    float min, max;                ///< accepted
    float slider_min, slider_max;  ///< where a slider ends; typing goes on to min and max
    float slider_power;      ///< the slider's position to this power: above 1 gives small values more room
    float shown_per_unit;    ///< 100 when shown as per cent
    const char* shown_unit;  ///< with the space before it, where it takes one
    int decimals;
    bool is_height_fraction;  ///< also worth telling in pixels
};

std::span<const TiltShiftField> tilt_shift_fields();

struct FalloffChoice {
    const char* name;   ///< what --set falloff= takes
    const char* label;  ///< for people
    const char* help;
    Falloff value;
};

std::span<const FalloffChoice> falloff_choices();

/// Applies `name=value`. Error: no such name, not a number, NaN or infinite, out of the accepted range;
/// nothing is changed then.
Status set_tilt_shift_option(TiltShiftOptions& options, std::string_view assignment);

/// A table of all names, ranges and defaults for --help.
std::string describe_tilt_shift_options();

}  // namespace tapestry::demo
