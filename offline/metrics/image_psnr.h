/// Image PSNR, as the whole project counts it.
#pragma once

#include "tapestry/image.h"

namespace tapestry::offline {

/// Peak signal-to-noise ratio in dB of linear RGB (alpha is not looked at), peak 1, over all pixels but the
/// outer `border_px` on every side. Infinite for equal pictures. Precondition: equal sizes, and pixels that
/// are left inside the border.
double image_psnr(const Image& image, const Image& truth, int border_px = 0);

}  // namespace tapestry::offline
