/// How linear light becomes a picture on a display.
#pragma once

#include "tapestry/image.h"

namespace tapestry::demo {

/// Keeps the darks and bends the lights so that `white` and what is brighter is 1: E. Reinhard et al.,
/// "Photographic Tone Reproduction for Digital Images", SIGGRAPH 2002, equation 4, on each channel.
inline constexpr double display_white = 4.0;

double tone_curve(double light, double white = display_white);

/// All pixels through the curve: linear light within [0, 1], alpha 1.
Image toned(const Image& image, double white = display_white);

}  // namespace tapestry::demo
