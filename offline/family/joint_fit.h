/// The joint fit of a family: all knots together, held against exact kernels between the knots too.
#pragma once

#include <functional>
#include <vector>

#include "offline/family/family_objective.h"
#include "offline/fit/levenberg_marquardt.h"

namespace tapestry::offline {

struct JointFitOptions {
    int max_iterations = 80;   ///< [1, inf) trial steps
    double tolerance = 1e-3;   ///< relative improvement of a step that counts as small
    int patience = 4;          ///< small steps in a row that end the run
    double max_move_px = 1.5;  ///< a tap's largest move in one step
    bool non_negative = true;
    std::vector<bool> at_origin = {};        ///< knots whose taps stay at (0, 0): identities; empty = none
    std::function<bool()> should_stop = {};  ///< polled every iteration; the run then ends with what it has
    std::function<void(int iteration, double cost, const std::vector<Cascade>& knots)> on_step = {};
};

struct JointFitSummary {
    int iterations = 0;
    double initial_cost = 0.0;
    double final_cost = 0.0;
    StopReason reason = StopReason::iterations;
    std::size_t memory = 0;  ///< bytes of the matrix and its factor
};

/// Improves the knots in place; never leaves them worse than they came. Their taps must correspond, as those
/// of a geometric start do: joint fits from unrelated starts stay 10 to 20 dB behind.
JointFitSummary fit_jointly(FamilyObjective& objective, std::vector<Cascade>& knots,
                            const JointFitOptions& options);

}  // namespace tapestry::offline
