/// Quality of depth of field against its price in reads: ours and the gathers.
#pragma once

#include <string>
#include <vector>

#include "dof_report.h"

namespace tapestry::bench {

/// Means of methods by rising reads. Ours stand beside the best rival that reads no more, rivals beside the
/// best of ours that reads no more.
std::string dof_curve_markdown(const std::vector<DofRow>& means);

/// dB against reads, a line for each family.
std::string dof_curve_svg(const std::vector<DofRow>& means);

}  // namespace tapestry::bench
