/// The Levenberg-Marquardt loop, for any sum of squares that can be linearised: damping, limited steps, when
/// to stop.
///
/// Source: Nielsen, "Damping Parameter in Marquardt's Method", IMM-REP-1999-05 (the gain-ratio update of
/// lambda).
#pragma once

#include <Eigen/Core>
#include <functional>

#include "tapestry/fit/descent_summary.h"
#include "tapestry/fit/tap_cascade.h"

namespace tapestry::offline {

struct DescentOptions {
    int max_iterations = 200;  ///< [1, inf) trial steps
    double tolerance = 3e-4;   ///< relative improvement of a step that counts as small
    int patience = 4;          ///< small steps in a row that end the run
    double max_move_px = 1.5;  ///< a tap's largest move in one step: the splat is only piecewise smooth
    bool non_negative = true;  ///< keep every weight at 0 or above
    std::function<bool()> should_stop = {};  ///< polled every iteration; the run then ends with what it has
};

/// Applies a step (weight, x, y) to a tap, within the options' limits, and leaves in `step` what was really
/// done.
void take_step(SplatTap& tap, Eigen::Ref<Eigen::Vector3d> step, const DescentOptions& options);

/// What the unknowns' damping is scaled by: the matrix's diagonal with a floor, because a tap of weight 0 has
/// no position curvature at all.
Eigen::VectorXd scaling(const Eigen::VectorXd& diagonal);

class Damping {
  public:
    double lambda() const { return lambda_; }

    /// After a step whose decrease was `gain` times the predicted one.
    void accept(double gain);

    /// After a step that did not decrease the cost. False when no damping will.
    bool reject();

  private:
    // Relative to the diagonal. Small: starts are good and the model is nearly quadratic.
    double lambda_ = 1e-2;
    double growth_ = 2.0;
};

/// Counts small improvements in a row.
class SmallSteps {
  public:
    SmallSteps(double tolerance, int patience) : tolerance_(tolerance), patience_(patience) {}

    /// True when the improvement from one cost to the next was the last of `patience` small ones.
    bool add(double from, double to);

  private:
    double tolerance_;
    int patience_;
    int in_a_row_ = 0;
};

/// Lowers the cost of a problem that stands somewhere and offers
///
///     double cost();                 of where it stands
///     void linearise();              there
///     bool solve(double lambda);     finds the damped step from there; false: there is none
///     double try_step();             limits the step; the cost of where it leads
///     double predicted_decrease();   of the limited step, by the linear model
///     void accept(int iteration, double cost);   stands where the step leads
///
/// Never ends worse than it began.
template <class Problem>
DescentSummary descend(Problem& problem, const DescentOptions& options) {
    DescentSummary summary;
    summary.initial_cost = summary.final_cost = problem.cost();
    Damping damping;
    SmallSteps small_steps(options.tolerance, options.patience);
    const auto end = [&](StopReason reason) {
        summary.reason = reason;
        return summary;
    };
    bool moved = true;
    while (summary.iterations < options.max_iterations) {
        if (options.should_stop && options.should_stop()) return end(StopReason::cancelled);
        if (moved) problem.linearise();
        moved = false;
        double gain = -1.0, trial_cost = summary.final_cost;
        if (problem.solve(damping.lambda())) {
            trial_cost = problem.try_step();
            const double decrease = summary.final_cost - trial_cost, predicted = problem.predicted_decrease();
            if (decrease > 0.0 && predicted > 0.0) gain = decrease / predicted;
        }
        if (gain > 0.0) {
            const bool settled = small_steps.add(summary.final_cost, trial_cost);
            summary.final_cost = trial_cost;
            damping.accept(gain);
            problem.accept(summary.iterations++, trial_cost);
            moved = true;
            if (settled) return end(StopReason::converged);
        } else {
            if (!damping.reject()) return end(StopReason::stalled);
            ++summary.iterations;
        }
    }
    return end(StopReason::iterations);
}

}  // namespace tapestry::offline
