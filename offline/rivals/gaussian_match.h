/// Which Gaussian a kernel is: what the methods that blur only by Gaussians need to know.
#pragma once

#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// A Gaussian sampled at the cell centres of a box, normalised. sigma_px above 0, sizes odd.
DenseKernel gaussian_in_box(double sigma_px, int width, int height);

struct GaussianMatch {
    double sigma_px = 0.0;
    double relative_l2 = 0.0;  ///< |kernel - Gaussian| / |Gaussian|
};

/// The Gaussian about the origin that is nearest to the kernel in L2, both cut to the kernel's box. Kernels
/// whose light is a single cell match sigma 0. Precondition: the kernel has light.
GaussianMatch best_gaussian(const DenseKernel& kernel);

/// The match's sigma. Error, with the method's name in front: the kernel is farther than 5 % of relative L2
/// from every Gaussian about the origin, or is a single cell.
Result<double> sigma_of(const DenseKernel& kernel, const char* method);

}  // namespace tapestry::offline
