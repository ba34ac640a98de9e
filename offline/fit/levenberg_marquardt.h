/// Levenberg-Marquardt on the exact Gauss-Newton matrix of the objective.
///
/// Damping: damping.h.
/// lambda).
#pragma once

#include <Eigen/Core>
#include <functional>
#include <vector>

#include "offline/fit/objective.h"

namespace tapestry::offline {

enum class StopReason {
    converged,    ///< several steps in a row improved the cost by less than the tolerance
    iterations,   ///< the iteration limit
    stalled,      ///< no damping found a better point
    cancelled,    ///< the caller asked for it
    out_of_time,  ///< the budget is spent
};

const char* to_string(StopReason reason);

struct LmOptions {
    int max_iterations = 200;  ///< [1, inf) trial steps
    double tolerance = 3e-4;   ///< relative improvement of a step that counts as small
    int patience = 4;          ///< small steps in a row that end the run
    double max_move_px = 1.5;  ///< a tap's largest move in one step: the splat is only piecewise smooth
    bool non_negative = true;  ///< keep every weight at 0 or above
    std::function<bool()> should_stop = {};  ///< polled every iteration; the run then ends with what it has
    /// Called after every accepted step with the cost so far; may be empty.
    std::function<void(int iteration, double cost)> on_step = {};
};

struct LmSummary {
    int iterations = 0;
    double initial_cost = 0.0;
    double final_cost = 0.0;
    StopReason reason = StopReason::iterations;
};

/// Storage that successive runs reuse.
struct LmWorkspace {
    Eigen::VectorXd gradient, step, curvature;
    Eigen::MatrixXd hessian, damped;
};

/// Improves `cascade` in place; never leaves it worse than it came.
LmSummary levenberg_marquardt(Objective& objective, Cascade& cascade, const LmOptions& options,
                              LmWorkspace& workspace);

}  // namespace tapestry::offline
