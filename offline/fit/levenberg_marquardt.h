/// Levenberg-Marquardt (descent.h) on the exact Gauss-Newton matrix of one kernel's objective.
#pragma once

#include <Eigen/Core>
#include <functional>

#include "offline/fit/descent.h"
#include "offline/fit/objective.h"

namespace tapestry::offline {

struct LmOptions : DescentOptions {
    /// Called after every accepted step with the cost so far; may be empty.
    std::function<void(int iteration, double cost)> on_step = {};
};

/// Storage that successive runs reuse.
struct LmWorkspace {
    Eigen::VectorXd gradient, step, curvature;
    Eigen::MatrixXd hessian, damped;
};

/// Improves `cascade` in place; never leaves it worse than it came.
DescentSummary levenberg_marquardt(Objective& objective, Cascade& cascade, const LmOptions& options,
                                   LmWorkspace& workspace);

}  // namespace tapestry::offline
