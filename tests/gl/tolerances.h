/// How far the GPU may be from the references, each number with its derivation.
#pragma once

#include "pictures.h"
#include "tapestry/resolution.h"
#include "tapestry/tap_table.h"

namespace tapestry::test {

/// By how much weights of both signs let an error of a layer's input grow.
double gain(const TapTable& table);

/// Against the exact cascade. A position is rounded four times (pixel + offset, the reciprocal of the size,
/// their product, times the size within the sampler), each time by up to 2^-24 of the size: 1.5e-4 px at 641
/// pixels. Neighbours in the pictures here differ by at most 1/16 there, so that is 1e-5 of the largest
/// number; the sums' own rounding, 2^-24 a tap, drowns in it. A sampler of coarse fractions adds their error
/// times the picture's steepness, on both axes of every layer and of the way up, and as much steeper as the
/// picture is smaller.
double float_tolerance(const TapTable& table, double fraction_error, double steepness = 1.0 / 16.0,
                       Resolution resolution = Resolution::full);

/// The largest difference as a share of what is allowed. Rounding to half explains 2 ulps of the largest
/// number that the filter can have met around the pixel: one where a tie fell to the other side in an earlier
/// layer, one for the last rounding. Fractions of 8 bits explain 2^-9, or 2e-3, of the contrast that it can
/// have met.
double share_of_half_tolerance(const Image& got, const Image& expected, const LocalRange& range,
                               double fraction_error, double growth);

}  // namespace tapestry::test
