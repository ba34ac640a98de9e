/// Where a kernel's light lies on average, and how far it spreads.
#pragma once

#include "tapestry/image.h"

namespace tapestry::offline {

/// Mean and variance per axis of a kernel, cells as points.
struct Moments {
    double mean_x = 0.0, mean_y = 0.0;
    double variance_x = 0.0, variance_y = 0.0;

    double variance() const { return 0.5 * (variance_x + variance_y); }
};
Moments moments(const DenseKernel& kernel);

}  // namespace tapestry::offline
