/// How an iterative fit went.
#pragma once

#include <cstddef>

#include "tapestry/export.h"

namespace tapestry::offline {

enum class StopReason {
    converged,    ///< several steps in a row improved the cost by less than the tolerance
    iterations,   ///< the iteration limit
    stalled,      ///< no damping found a better point
    cancelled,    ///< the caller asked for it
    out_of_time,  ///< the budget is spent
};

TAPESTRY_FIT_EXPORT const char* to_string(StopReason reason);

struct DescentSummary {
    int iterations = 0;
    double initial_cost = 0.0;
    double final_cost = 0.0;
    StopReason reason = StopReason::iterations;
};

struct JointFitSummary : DescentSummary {
    std::size_t memory = 0;  ///< bytes of the matrix and its factor
};

}  // namespace tapestry::offline
