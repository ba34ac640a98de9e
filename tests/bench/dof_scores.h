/// How near a picture with depth of field is to the thin lens'.
#pragma once

#include "offline/metrics/flip.h"
#include "tapestry/image.h"

namespace tapestry::bench {

struct DofScores {
    double psnr_db = 0.0;     ///< linear light after exposure, cut at 1, as a display would
    double flip = 0.0;        ///< mean, of the pictures as they are toned for a display
    double worst_flip = 0.0;  ///< mean of the worst hundredth of the pixels
    double light = 0.0;       ///< all light over the reference's, less 1; not cut
};

struct DofJudgement {
    DofScores scores;
    offline::Plane flip;  ///< each pixel's, of the whole picture
};

/// A thin lens' picture, prepared to judge others by.
class DofJudge {
  public:
    /// border_px: what of each side is not judged, since no picture without the lens' can know what it blurs.
    /// Precondition: pixels inside the border.
    DofJudge(const Image& reference, int border_px);

    /// Precondition: a picture of the reference's size.
    DofJudgement judge(const Image& picture) const;

  private:
    int border_px_;
    Image truth_;  ///< without the border
    offline::FlipPicture flip_;
};

}  // namespace tapestry::bench
