/// The spacing of a size axis's knots, chosen by the error of the blends between them.
#pragma once

#include <span>

#include "tapestry/fit/make_family.h"

namespace tapestry::offline {

/// Fits the family shortly with each of several exponents (family_grid.h) and returns the one whose blends
/// are best: the least mean logarithm of the objective at parameters that are even on the axes and sit on no
/// grid's knots. Deterministic. Error: no axis of size; as make_grid and make_family.
Result<double> measured_spacing(const KernelField& field, std::span<const int> counts,
                                const MakeFamilyOptions& options);

}  // namespace tapestry::offline
