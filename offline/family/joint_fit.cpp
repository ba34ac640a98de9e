#include "offline/family/joint_fit.h"

#include <algorithm>
#include <cmath>

#include "offline/fit/damping.h"

namespace tapestry::offline {
namespace {

constexpr double diagonal_floor = 1e-6;

class JointFit {
  public:
    JointFit(FamilyObjective& objective, std::vector<Cascade>& knots, const JointFitOptions& options)
        : objective_(objective),
          knots_(knots),
          options_(options),
          size_(3 * static_cast<Eigen::Index>(knots.front().values.size())),
          hessian_(static_cast<int>(knots.size()), static_cast<int>(size_)) {}

    JointFitSummary run() {
        JointFitSummary summary;
        double cost = objective_.evaluate(knots_);
        summary.initial_cost = summary.final_cost = cost;
        Damping damping;
        SmallSteps small_steps(options_.tolerance, options_.patience);
        bool moved = true;
        for (; summary.iterations < options_.max_iterations; ++summary.iterations) {
            if (options_.should_stop && options_.should_stop()) {
                summary.reason = StopReason::cancelled;
                break;
            }
            if (moved) linearise();
            moved = false;
            double gain = -1.0, trial_cost = cost;
            std::vector<Cascade> trial;
            if (solve(damping.lambda(), summary)) {
                trial = apply_step();
                trial_cost = objective_.evaluate(trial);
                const double predicted = -gradient_.dot(step_) - 0.5 * hessian_.quadratic_form(step_);
                gain = trial_cost < cost && predicted > 0.0 ? (cost - trial_cost) / predicted : -1.0;
            }
            if (gain > 0.0) {
                const bool settled = small_steps.add(cost, trial_cost);
                knots_ = std::move(trial);
                cost = summary.final_cost = trial_cost;
                damping.accept(gain);
                moved = true;
                if (options_.on_step) options_.on_step(summary.iterations, cost, knots_);
                if (settled) {
                    summary.reason = StopReason::converged;
                    ++summary.iterations;
                    break;
                }
            } else if (!damping.reject()) {
                summary.reason = StopReason::stalled;
                break;
            }
        }
        return summary;
    }

  private:
    const SplatTap& tap_of(Eigen::Index unknown) const {
        return knots_[unknown / size_].values[unknown % size_ / 3];
    }

    // A position of an identity's tap, or a weight at 0 that the gradient pushes below.
    bool is_frozen(Eigen::Index unknown) const {
        if (unknown % 3 != 0) return !options_.at_origin.empty() && options_.at_origin[unknown / size_];
        return options_.non_negative && tap_of(unknown).weight <= 0.0 && gradient_[unknown] > 0.0;
    }

    void linearise() {
        objective_.linearise(knots_, gradient_, hessian_);
        Eigen::VectorXd free = Eigen::VectorXd::Ones(gradient_.size());
        for (Eigen::Index i = 0; i < gradient_.size(); ++i)
            if (is_frozen(i)) free[i] = 0.0;
        gradient_.array() *= free.array();
        for (int c = 0; c < hessian_.count(); ++c) {
            for (const auto& [r, block] : hessian_.column(c)) {
                Eigen::MatrixXd& entries = hessian_.block(r, c);
                entries.array().colwise() *= free.segment(r * size_, size_).array();
                entries.array().rowwise() *= free.segment(c * size_, size_).transpose().array();
            }
        }
        curvature_ = hessian_.diagonal();
        curvature_ = curvature_.cwiseMax(diagonal_floor * curvature_.maxCoeff());
    }

    bool solve(double lambda, JointFitSummary& summary) {
        BlockMatrix damped = hessian_;
        for (int k = 0; k < damped.count(); ++k)
            damped.block(k, k).diagonal() += lambda * curvature_.segment(k * size_, size_);
        step_ = -gradient_;
        const bool solved = solve_blocks(damped, step_);
        summary.memory = std::max(summary.memory, hessian_.memory() + damped.memory());
        // Frozen unknowns have no equation but their damping.
        for (Eigen::Index i = 0; i < step_.size(); ++i)
            if (is_frozen(i)) step_[i] = 0.0;
        return solved;
    }

    // Limits the moves, keeps weights at 0 or above where asked, applies, and leaves in step_ what was really
    // done.
    std::vector<Cascade> apply_step() {
        std::vector<Cascade> to = knots_;
        for (std::size_t k = 0; k < to.size(); ++k)
            for (std::size_t t = 0; t < to[k].values.size(); ++t) {
                SplatTap& tap = to[k].values[t];
                const Eigen::Index at =
                    static_cast<Eigen::Index>(k) * size_ + 3 * static_cast<Eigen::Index>(t);
                const double move = std::hypot(step_[at + 1], step_[at + 2]);
                if (move > options_.max_move_px) step_.segment<2>(at + 1) *= options_.max_move_px / move;
                if (options_.non_negative) step_[at] = std::max(step_[at], -tap.weight);
                tap.weight += step_[at];
                tap.x += step_[at + 1];
                tap.y += step_[at + 2];
                if (options_.non_negative) tap.weight = std::max(tap.weight, 0.0);
            }
        return to;
    }

    FamilyObjective& objective_;
    std::vector<Cascade>& knots_;
    const JointFitOptions& options_;
    const Eigen::Index size_;
    BlockMatrix hessian_;
    Eigen::VectorXd gradient_, curvature_, step_;
};

}  // namespace

JointFitSummary fit_jointly(FamilyObjective& objective, std::vector<Cascade>& knots,
                            const JointFitOptions& options) {
    return JointFit(objective, knots, options).run();
}

}  // namespace tapestry::offline
