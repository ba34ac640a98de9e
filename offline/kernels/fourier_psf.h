/// Point-spread functions of a round, aberrated pupil by Fourier optics.
#pragma once

#include <vector>

#include "offline/kernels/zernike.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

struct PsfOptions {
    double radius_px = 24.0;  ///< (0, 127] light farther from the origin is cut off
    double airy_px = 3.0;     ///< [radius / 128, 64] radius of the first dark ring without aberrations, which
                              ///< is 1.22 wavelength x f-number / pixel pitch
    std::vector<ZernikeTerm> aberrations;  ///< a positive tilt moves light right or down
};

/// |Fourier transform of the pupil|^2, each cell the mean over its area, with its centroid at the origin
/// before the cut. J. W. Goodman, "Introduction to Fourier Optics", 6.2 and 6.4. Error: an option out of
/// range, or more than half of the light beyond the radius.
Result<DenseKernel> fourier_psf(const PsfOptions& options);

}  // namespace tapestry::offline
