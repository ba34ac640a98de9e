/// Numbers of 16 bits, as textures hold them.
#pragma once

namespace tapestry {

/// Rounds to IEEE half, to nearest even, clamped to +-65504 (NaN becomes 0).
double round_to_half(double value);

}  // namespace tapestry
