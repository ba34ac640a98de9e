/// Families: tables whose filters are blended between knots of a size axis.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "offline/fit/cascade.h"
#include "tapestry/reference.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

/// The exact kernel of a family at a size above 0.
using KernelAtSize = std::function<Result<DenseKernel>(double size)>;

/// `count` knots from `from` to `to`, at from + (to - from) u^exponent. Small sizes change shape fastest:
/// disks want 1.5, Gaussians 2.
std::vector<float> spaced_knots(double from, double to, int count, double exponent);

/// A table of one filter.
TapTable single_table(const Cascade& cascade, const std::string& kernel, bool is_signed);

/// The knots of a family along a size axis, all made from one fit: each scaled to the variance of the exact
/// kernel of its size, a knot at 0 with its taps at the origin. `largest` fits the kernel at the axis's last
/// knot. Error: a knot whose kernel cannot be made.
Result<std::vector<Cascade>> scaled_knots(const Cascade& largest, const Axis& axis,
                                          const KernelAtSize& kernel_at);

/// A table of knots along an axis.
TapTable family_table(const std::vector<Cascade>& knots, const Axis& axis, const std::string& kernel,
                      bool is_signed);

}  // namespace tapestry::offline
