/// The joint fit of a family: all knots together, held against exact kernels between the knots too.
#pragma once

#include <functional>
#include <vector>

#include "offline/family/family_objective.h"
#include "offline/fit/descent.h"

namespace tapestry::offline {

struct JointFitOptions : DescentOptions {
    JointFitOptions() {
        max_iterations = 80;
        tolerance = 1e-3;
    }

    std::vector<bool> at_origin = {};  ///< knots whose taps stay at (0, 0): identities; empty = none
    std::function<void(int iteration, double cost, const std::vector<Cascade>& knots)> on_step = {};
};

/// Improves the knots in place; never leaves them worse than they came. Their taps must correspond, as those
/// of a geometric start do: joint fits from unrelated starts stay 10 to 20 dB behind.
JointFitSummary fit_jointly(FamilyObjective& objective, std::vector<Cascade>& knots,
                            const JointFitOptions& options);

}  // namespace tapestry::offline
