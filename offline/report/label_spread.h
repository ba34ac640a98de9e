/// Labels beside the lines that they name, moved apart where they would overlap.
#pragma once

#include <vector>

namespace tapestry::offline::report {

/// Heights near the wanted ones, in their order, at least `spacing` apart and within [top, bottom] where they
/// fit: the least squares of the moves (pool adjacent violators).
std::vector<double> spread_labels(const std::vector<double>& wanted, double spacing, double top,
                                  double bottom);

}  // namespace tapestry::offline::report
