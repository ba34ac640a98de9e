/// Dual filtering: a Gaussian-like blur down a pyramid and up again. Bjorge, "Bandwidth-Efficient Rendering",
/// SIGGRAPH 2015 (Moving Mobile Graphics).
///
/// What a point light becomes depends on where it lies in the coarsest pixel's block.
#pragma once

#include "offline/metrics/filter_method.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// Down: 4/8 in the middle of the four texels below, 1/8 at each diagonal, `offset` texels of the finer
/// picture away. Up: 1/12 at `offset` texels of the coarser picture along the axes, 2/12 at half of that
/// along the diagonals. Offset 1 is as published; others are how programs tune the width.
struct DualFilter {
    int levels = 1;       ///< [1, 5]
    double offset = 1.0;  ///< above 0
};

/// Runs it. Levels halve rounding up, so that the coarser grids stay aligned with the pixels; clamp to edge.
Image filter_dual(const Image& image, const DualFilter& filter);

/// Variance per axis of its impulse response, the same wherever the light lies: each read's mean is where it
/// reads, so variances add, those of a coarser level counted by its texels' area.
double variance_of(const DualFilter& filter);

/// Reads a pixel of the full-size picture: 5 a pixel written down, 8 a pixel written up.
double taps_read(const DualFilter& filter);

/// The mean over all places of the light.
DenseKernel mean_impulse(const DualFilter& filter);

/// For a kernel that is a Gaussian: levels and offset that give its variance with the offset nearest to 1,
/// named "dual filter 3 x 1.04". Error: any other kernel, or a Gaussian outside of what the levels reach.
Result<FilterMethod> dual_filter_method(const DenseKernel& kernel);

}  // namespace tapestry::offline
