/// Fits a family along one or two axes: all knots together, so that what is between them is as good as they
/// are.
#pragma once

#include <atomic>
#include <functional>

#include "offline/family/joint_fit.h"
#include "tapestry/fit/family_grid.h"
#include "tapestry/fit/kernel_field.h"

namespace tapestry::offline {

struct FamilyOptions {
    ErrorSpectrum spectrum = ErrorSpectrum::photo;
    bool allow_negative = false;
    int max_iterations = 80;  ///< [1, 10000] Levenberg-Marquardt steps over all knots
    int threads = 0;          ///< [0, 256]; 0 = as many as the machine has. The result does not depend on it.
    const std::atomic<bool>* cancel = nullptr;  ///< set from any thread to stop
    /// After every step; may be empty. `knots` are valid during the call, their layers not yet normalised.
    std::function<void(double done, double seconds, double cost, const std::vector<Cascade>& knots)> on_step;

    /// Error: the first option out of its range, by name.
    Result<void> check() const;
};

struct FamilySummary {
    std::vector<Cascade> knots;  ///< layers normalised
    JointFitSummary joint;       ///< costs are geometric means over the samples
    double seconds = 0.0;
    std::size_t memory = 0;  ///< bytes that the objectives and the matrices held
};

/// Improves knots (start_knots.h) by a joint fit that is held against exact kernels at every knot and between
/// them: at the quarters of every interval of one axis; of two axes, at the quarters of sizes and the halves
/// of others. A family for any turn (FieldSpec::at_any_turn): at the halves, each at several turns. A start
/// that cannot be improved (combs of level lines are exact) comes back as it is. Error: an option out of
/// range, a kernel that cannot be made.
Result<FamilySummary> fit_family(std::vector<Cascade> knots, const KernelField& field, const FamilyGrid& grid,
                                 const FamilyOptions& options);

}  // namespace tapestry::offline
