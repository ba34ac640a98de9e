/// How near a picture with depth of field is to the thin lens'.
#pragma once

#include "tapestry/reference.h"

namespace tapestry::bench {

struct DofScores {
    double psnr_db = 0.0;     ///< linear light after exposure, cut at 1, as a display would
    double flip = 0.0;        ///< mean, of the pictures as they are toned for a display
    double worst_flip = 0.0;  ///< mean of the worst hundredth of the pixels
    double light = 0.0;       ///< all light over the reference's, less 1; not cut
};

/// Over all pixels but the outer border_px, beyond which no picture without the lens' can know what it
/// blurs. Precondition: equal sizes, pixels inside the border.
DofScores dof_scores(const Image& picture, const Image& reference, int border_px);

}  // namespace tapestry::bench
