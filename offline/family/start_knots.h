/// The knots that a joint fit starts from, all made from one fit, so that their taps correspond.
#pragma once

#include <vector>

#include "offline/fit/objective.h"
#include "tapestry/fit/family_grid.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/fit/tap_cascade.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// The knot that is fitted first and that all others are made from: the largest, and on axes of shape the end
/// whose kernel is the wider one. Error: a kernel that cannot be made.
Result<int> first_knot(const KernelField& field, const FamilyGrid& grid);

struct StartOptions {
    ErrorSpectrum spectrum = ErrorSpectrum::photo;
    bool allow_negative = false;
};

/// Every knot from the fit of the first. Along sizes and angles geometry is known: taps are scaled to the
/// variance of the exact kernel and turned. Along axes of shape the fit is continued in small steps of the
/// parameter, each carried over by the map between the kernels' second moments and mended by a few
/// Levenberg-Marquardt iterations. Knots at size 0 have their taps at the origin. Error: a kernel that cannot
/// be made.
Result<std::vector<Cascade>> start_knots(const Cascade& first_fit, const KernelField& field,
                                         const FamilyGrid& grid, const StartOptions& options);

}  // namespace tapestry::offline
