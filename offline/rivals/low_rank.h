/// Low-rank filters: a kernel as a sum of separable ones, each run as a horizontal and a vertical pass of
/// dense 1-D taps. McGraw, "Fast Bokeh effects using low-rank linear filters", The Visual Computer 31(5),
/// 2015.
#pragma once

#include <vector>

#include "offline/metrics/filter_method.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// kernel(x, y) = across[x] * down[y], cells as in DenseKernel.
struct SeparableTerm {
    std::vector<double> across;
    std::vector<double> down;
};

/// The sum of `rank` terms that is nearest to the kernel in L2 (truncated SVD), strongest first, then scaled
/// to the kernel's sum: a constant picture stays constant, without which photographs lose several dB. Terms
/// that are rounding alone are left out, so that a Gaussian of rank 4 has one. Error: a rank outside 1 to the
/// kernel's smaller side, values that are not numbers, a sum that cannot be scaled.
Result<std::vector<SeparableTerm>> low_rank_terms(const DenseKernel& kernel, int rank);

/// Named "low-rank R"; reads width + height texels a term.
Result<FilterMethod> low_rank_method(const DenseKernel& kernel, int rank);

}  // namespace tapestry::offline
