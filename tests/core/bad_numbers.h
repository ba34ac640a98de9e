/// Numbers that no option takes.
#pragma once

#include <limits>

namespace tapestry::test {

inline constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
inline constexpr float infinity = std::numeric_limits<float>::infinity();

}  // namespace tapestry::test
