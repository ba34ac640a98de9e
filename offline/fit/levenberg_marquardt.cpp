#include "offline/fit/levenberg_marquardt.h"

#include <algorithm>
#include <utility>

#include "offline/fit/dense_blocks.h"

namespace tapestry::offline {
namespace {

class KernelDescent {
  public:
    KernelDescent(Objective& objective, Cascade& cascade, const LmOptions& options, LmWorkspace& workspace)
        : objective_(objective), cascade_(cascade), options_(options), w_(workspace) {}

    double cost() { return objective_.evaluate(cascade_); }

    void linearise() {
        objective_.linearise(cascade_, w_.gradient, w_.hessian);
        if (options_.non_negative) freeze();
        w_.curvature = scaling(w_.hessian.diagonal());
    }

    // Solves (H + lambda D) step = -g.
    bool solve(double lambda) {
        const DenseBlocks& dense = dense_blocks();
        const int n = static_cast<int>(w_.gradient.size());
        w_.damped = w_.hessian;
        w_.damped.diagonal() += lambda * w_.curvature;
        if (!dense.factorise(w_.damped.data(), n)) return false;
        w_.step = -w_.gradient;
        dense.solve_forward(w_.damped.data(), n, w_.step.data());
        dense.solve_backward(w_.damped.data(), n, w_.step.data());
        return w_.step.allFinite();
    }

    double try_step() {
        trial_ = cascade_;
        for (std::size_t t = 0; t < trial_.values.size(); ++t)
            take_step(trial_.values[t], w_.step.segment<3>(3 * static_cast<Eigen::Index>(t)), options_);
        return objective_.evaluate(trial_);
    }

    double predicted_decrease() const {
        return -w_.gradient.dot(w_.step) -
               0.5 * w_.step.dot(w_.hessian.selfadjointView<Eigen::Lower>() * w_.step);
    }

    void accept(int iteration, double cost) {
        std::swap(cascade_, trial_);
        if (options_.on_step) options_.on_step(iteration, cost);
    }

  private:
    // A weight at 0 that the gradient pushes below: it stays there in this step.
    bool is_frozen(Eigen::Index unknown) const {
        return unknown % 3 == 0 && cascade_.values[unknown / 3].weight <= 0.0 && w_.gradient[unknown] > 0.0;
    }

    void freeze() {
        for (Eigen::Index i = 0; i < w_.gradient.size(); ++i) {
            if (!is_frozen(i)) continue;
            w_.gradient[i] = 0.0;
            w_.hessian.row(i).head(i).setZero();
            w_.hessian.col(i).tail(w_.hessian.rows() - i - 1).setZero();
            w_.hessian(i, i) = std::max(w_.hessian(i, i), 1e-12);
        }
    }

    Objective& objective_;
    Cascade& cascade_;
    const LmOptions& options_;
    LmWorkspace& w_;
    Cascade trial_;
};

}  // namespace

DescentSummary levenberg_marquardt(Objective& objective, Cascade& cascade, const LmOptions& options,
                                   LmWorkspace& workspace) {
    KernelDescent descent(objective, cascade, options, workspace);
    return descend(descent, options);
}

}  // namespace tapestry::offline
