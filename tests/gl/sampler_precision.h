/// How finely this driver's sampler divides the distance between two texels.
#pragma once

#include <string>

#include "gl_fixture.h"

namespace tapestry::test {

/// The largest error of the bilinear fraction, in pixels, measured between two texels of an RGBA32F texture:
/// about 1e-7 where the sampler computes in floats, 2^-9 where it has 8 bits, as graphics hardware does.
double sampler_fraction_error(GlFixture& fixture);

/// True when the error is one of hardware, for which tolerances have an allowance.
inline bool has_coarse_fractions(double fraction_error) {
    return fraction_error > 1e-4;
}

/// Says which tolerance is in use.
std::string describe_fractions(double fraction_error);

}  // namespace tapestry::test
