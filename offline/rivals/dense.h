/// The truth: every cell of the kernel read at every pixel.
#pragma once

#include "offline/metrics/filter_method.h"
#include "tapestry/image.h"

namespace tapestry::offline {

/// Reads width x height texels a pixel; computed by FFT, which differs from the gather by rounding. The
/// kernel is taken as it is: normalised kernels keep a picture's brightness.
FilterMethod dense_method(const DenseKernel& kernel);

}  // namespace tapestry::offline
