/// From a field of kernels to the knots of its table.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/fit/family_grid.h"
#include "tapestry/fit/fit_kernel.h"
#include "tapestry/fit/kernel_field.h"

namespace tapestry::offline {

enum class FamilyMethod {
    joint,        ///< all knots together, from a geometric start
    geometric,    ///< the start alone: one fit scaled, turned and continued to every knot
    independent,  ///< every knot fitted on its own, as published: a rival
};

struct MakeFamilyOptions {
    FitOptions fit;  ///< of the first knot (independent: of each); a grading of 0 counts as 1 for independent
    FamilyMethod method = FamilyMethod::joint;
    int joint_iterations = 80;
    /// phase: "first fit", "joint fit" or "knot 3 of 17"; done: [0, 1] of it. May be empty.
    std::function<void(const char* phase, double done, double seconds, double cost)> on_progress;
};

struct MakeFamilySummary {
    std::vector<Cascade> knots;  ///< layers normalised
    FitSummary first;            ///< fit of the first knot
    JointFitSummary joint;       ///< of a joint fit
    double seconds = 0.0;
    std::size_t memory = 0;
};

/// Takes seed, spectrum, signs, threads and cancel from the options of the fit. Error: as fit_kernel,
/// start_knots and fit_family; a table too large for its format; cancelled.
TAPESTRY_FIT_EXPORT Result<MakeFamilySummary> make_family(const KernelField& field, const FamilyGrid& grid,
                                                          const MakeFamilyOptions& options);

}  // namespace tapestry::offline
