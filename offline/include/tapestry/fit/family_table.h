/// Fits as tap tables.
#pragma once

#include <string>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/fit/tap_cascade.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

/// A table of one filter.
TAPESTRY_FIT_EXPORT TapTable single_table(const Cascade& cascade, const std::string& kernel, bool is_signed);

/// A table of knots along axes, the last axis counting fastest.
TAPESTRY_FIT_EXPORT TapTable family_table(const std::vector<Cascade>& knots, std::vector<Axis> axes,
                                          const std::string& kernel, bool is_signed);

}  // namespace tapestry::offline
