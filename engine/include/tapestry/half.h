/// Numbers of 16 bits, as textures hold them.
#pragma once

#include "tapestry/export.h"

namespace tapestry {

/// Rounds to IEEE half, to nearest even, clamped to +-65504 (NaN becomes 0).
TAPESTRY_CORE_EXPORT double round_to_half(double value);

}  // namespace tapestry
