/// The kernels that the studies are about.
#pragma once

#include <string>
#include <vector>

#include "tapestry/fit/kernel_family.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline::study {

struct KernelCase {
    std::string name;  ///< as reports print it
    DenseKernel target;
    double sigma_px = 0.0;  ///< Gaussians; 0: another shape
};

/// Shapes and PSFs of 49 x 49 cells (radius 24), as published. Error: no such kernel; the font of the
/// ampersand is missing.
Result<KernelCase> shape_case(const std::string& name);

/// A Gaussian as "sigma 5".
Result<KernelCase> gaussian_case(double sigma_px);

}  // namespace tapestry::offline::study
