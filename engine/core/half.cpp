#include "tapestry/half.h"

#include <algorithm>
#include <cmath>

#include "float_class.h"
#include "shared/constants.h"

namespace tapestry {

double round_to_half(double value) {
    constexpr double largest = TAPESTRY_LARGEST_HALF;
    constexpr int fraction_bits = 10;
    constexpr int least_exponent = -14;  // below it halves are subnormal and evenly spaced
    if (is_nan(value)) return 0.0;

    const double clamped = std::clamp(value, -largest, largest);
    if (clamped == 0.0) return clamped;
    const int exponent = std::max(std::ilogb(clamped), least_exponent);
    const double spacing = std::ldexp(1.0, exponent - fraction_bits);
    // Powers of two scale exactly and the default rounding mode is to nearest even, so this rounds once.
    return std::nearbyint(clamped / spacing) * spacing;
}

}  // namespace tapestry
