/// What the studies compare: anything that blurs a picture.
#pragma once

#include <functional>
#include <string>

#include "tapestry/image.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

struct FilterMethod {
    std::string name;        ///< as reports print it: "low-rank 4"
    double taps_read = 0.0;  ///< texture reads a pixel; passes at lower resolution count by their area

    /// What a point light becomes, wide enough to hold all of its light. Where that depends on the light's
    /// place (`shift_invariant` false), the mean over all places.
    DenseKernel impulse;

    /// True when `apply` is the convolution with `impulse`, but for what the picture's edges do to each of
    /// its passes. Then pictures may be measured through `ImpulseFilter`, which is faster.
    bool shift_invariant = true;

    /// Filters a picture of linear light, clamping to the edge in each of its passes. Safe to call from
    /// several threads at once.
    std::function<Image(const Image&)> apply;
};

/// A sparse cascade as a method: ours, and every rival that is a list of bilinear taps. `taps_read` counts
/// the taps whose weight is not 0.
FilterMethod cascade_method(std::string name, const Filter& filter);

}  // namespace tapestry::offline
