/// Which errors of a fit count.
#pragma once

#include "tapestry/export.h"

namespace tapestry::offline {

/// P(f), f in cycles per pixel.
enum class ErrorSpectrum {
    flat,   ///< 1 / sqrt(f): nearly the kernel itself, what an HDR highlight shows
    photo,  ///< 1 / (f^2 + 1/256^2): the power spectrum of photographs
    mix,    ///< photo plus a tenth of flat
};

/// P at a squared frequency, (cycles per pixel)^2.
TAPESTRY_FIT_EXPORT double error_weight(ErrorSpectrum spectrum, double frequency_squared);

}  // namespace tapestry::offline
