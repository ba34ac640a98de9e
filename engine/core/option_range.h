/// Options of the effects brought into their documented ranges.
#pragma once

#include <algorithm>

#include "error_of.h"
#include "float_class.h"

namespace tapestry {

/// SparseFilterFrame::aspect, and that of every effect.
inline constexpr float least_aspect = 0.25f;
inline constexpr float most_aspect = 4.0f;

/// A number among the options of an effect. Infinite ends: it must be finite, and is left as it is.
template <class Options>
struct OptionRange {
    const char* name;
    float Options::*option;
    float least;
    float most;
};

/// The options with every listed value in its range. Error: the option's name when it is NaN, or infinite
/// where its range is.
template <class Options, std::size_t count>
Result<Options> clamped_to(const OptionRange<Options> (&ranges)[count], Options options) {
    for (const OptionRange<Options>& range : ranges) {
        float& value = options.*range.option;
        if (is_infinite(range.most) && !is_finite(value))
            return error_of(range.name, " is not a finite number");
        if (is_nan(value)) return error_of(range.name, " is not a number");
        value = std::clamp(value, range.least, range.most);
    }
    return options;
}

}  // namespace tapestry
