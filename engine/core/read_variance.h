/// What bilinear reads blur by themselves.
#pragma once

#include <cmath>

namespace tapestry {

/// A bilinear read at a fraction f between two texels has the variance f (1 - f) about its position.
inline double read_variance(double offset) {
    const double fraction = offset - std::floor(offset);
    return fraction * (1.0 - fraction);
}

}  // namespace tapestry
