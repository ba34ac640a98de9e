#include "offline/family/joint_fit.h"

#include <algorithm>
#include <utility>

namespace tapestry::offline {
namespace {

class FamilyDescent {
  public:
    FamilyDescent(FamilyObjective& objective, std::vector<Cascade>& knots, const JointFitOptions& options)
        : objective_(objective),
          knots_(knots),
          options_(options),
          size_(3 * static_cast<Eigen::Index>(knots.front().values.size())),
          hessian_(static_cast<int>(knots.size()), static_cast<int>(size_)) {}

    double cost() { return objective_.evaluate(knots_); }

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
        curvature_ = scaling(hessian_.diagonal());
    }

    bool solve(double lambda) {
        BlockMatrix damped = hessian_;
        for (int k = 0; k < damped.count(); ++k)
            damped.block(k, k).diagonal() += lambda * curvature_.segment(k * size_, size_);
        step_ = -gradient_;
        const bool solved = solve_blocks(damped, step_);
        memory_ = std::max(memory_, hessian_.memory() + damped.memory());
        // Frozen unknowns have no equation but their damping.
        for (Eigen::Index i = 0; i < step_.size(); ++i)
            if (is_frozen(i)) step_[i] = 0.0;
        return solved;
    }

    double try_step() {
        trial_ = knots_;
        Eigen::Index at = 0;
        for (Cascade& knot : trial_)
            for (SplatTap& tap : knot.values) {
                take_step(tap, step_.segment<3>(at), options_);
                at += 3;
            }
        return objective_.evaluate(trial_);
    }

    double predicted_decrease() const { return -gradient_.dot(step_) - 0.5 * hessian_.quadratic_form(step_); }

    void accept(int iteration, double cost) {
        std::swap(knots_, trial_);
        if (options_.on_step) options_.on_step(iteration, cost, knots_);
    }

    std::size_t memory() const { return memory_; }

  private:
    const SplatTap& tap_of(Eigen::Index unknown) const {
        return knots_[unknown / size_].values[unknown % size_ / 3];
    }

    // A position of an identity's tap, or a weight at 0 that the gradient pushes below.
    bool is_frozen(Eigen::Index unknown) const {
        if (unknown % 3 != 0) return !options_.at_origin.empty() && options_.at_origin[unknown / size_];
        return options_.non_negative && tap_of(unknown).weight <= 0.0 && gradient_[unknown] > 0.0;
    }

    FamilyObjective& objective_;
    std::vector<Cascade>& knots_;
    const JointFitOptions& options_;
    const Eigen::Index size_;
    BlockMatrix hessian_;
    Eigen::VectorXd gradient_, curvature_, step_;
    std::vector<Cascade> trial_;
    std::size_t memory_ = 0;
};

}  // namespace

JointFitSummary fit_jointly(FamilyObjective& objective, std::vector<Cascade>& knots,
                            const JointFitOptions& options) {
    FamilyDescent descent(objective, knots, options);
    JointFitSummary summary;
    static_cast<DescentSummary&>(summary) = descend(descent, options);
    summary.memory = descent.memory();
    return summary;
}

}  // namespace tapestry::offline
