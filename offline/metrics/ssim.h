/// Structural similarity: Wang, Bovik, Sheikh, Simoncelli, "Image Quality Assessment: From Error Visibility
/// to Structural Similarity", IEEE TIP 13(4), 2004.
#pragma once

#include "tapestry/image.h"

namespace tapestry::offline {

/// Mean SSIM, 1 for equal pictures. The convention, because many are about: linear RGB is clamped to [0, 1]
/// and sRGB-encoded without rounding, luma is Rec. 601's (0.299, 0.587, 0.114), its range 1; 11 x 11 windows
/// weighted by a Gaussian of sigma 1.5, K1 = 0.01, K2 = 0.03, biased variances; no downsampling. Only windows
/// that lie inside the picture without its outer `border_px` count, as in the authors' program. Alpha is not
/// looked at. Precondition: equal sizes with at least 11 x 11 pixels inside the border.
double ssim(const Image& image, const Image& truth, int border_px = 0);

}  // namespace tapestry::offline
