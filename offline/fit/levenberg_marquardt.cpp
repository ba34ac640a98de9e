#include "offline/fit/levenberg_marquardt.h"

#include <algorithm>
#include <cmath>

#include "offline/fit/damping.h"
#include "offline/fit/dense_blocks.h"

namespace tapestry::offline {
namespace {

// Floor of the scaling diagonal, relative to its largest entry: a tap of weight 0 has no position curvature
// at all.
constexpr double diagonal_floor = 1e-6;

bool is_weight(Eigen::Index unknown) {
    return unknown % 3 == 0;
}

// A weight at 0 that the gradient pushes below: it stays there in this step.
bool is_frozen(const Cascade& cascade, const Eigen::VectorXd& gradient, Eigen::Index unknown) {
    return is_weight(unknown) && cascade.values[unknown / 3].weight <= 0.0 && gradient[unknown] > 0.0;
}

void freeze(const Cascade& cascade, Eigen::VectorXd& gradient, Eigen::MatrixXd& hessian) {
    for (Eigen::Index i = 0; i < gradient.size(); ++i) {
        if (!is_frozen(cascade, gradient, i)) continue;
        gradient[i] = 0.0;
        hessian.row(i).head(i).setZero();
        hessian.col(i).tail(hessian.rows() - i - 1).setZero();
        hessian(i, i) = std::max(hessian(i, i), 1e-12);
    }
}

// Solves (H + lambda D) step = -g. False when the damped matrix is not positive definite.
bool solve(LmWorkspace& w, double lambda) {
    const DenseBlocks& dense = dense_blocks();
    const int n = static_cast<int>(w.gradient.size());
    w.damped = w.hessian;
    w.damped.diagonal() += lambda * w.curvature;
    if (!dense.factorise(w.damped.data(), n)) return false;
    w.step = -w.gradient;
    dense.solve_forward(w.damped.data(), n, w.step.data());
    dense.solve_backward(w.damped.data(), n, w.step.data());
    return w.step.allFinite();
}

// Limits the moves, keeps weights at 0 or above where asked, applies, and leaves in `step` what was really
// done.
Cascade apply_step(const Cascade& from, Eigen::VectorXd& step, const LmOptions& options) {
    Cascade to = from;
    for (std::size_t t = 0; t < to.values.size(); ++t) {
        SplatTap& tap = to.values[t];
        const Eigen::Index at = 3 * static_cast<Eigen::Index>(t);
        const double move = std::hypot(step[at + 1], step[at + 2]);
        if (move > options.max_move_px) step.segment<2>(at + 1) *= options.max_move_px / move;
        if (options.non_negative) step[at] = std::max(step[at], -tap.weight);
        tap.weight += step[at];
        tap.x += step[at + 1];
        tap.y += step[at + 2];
        if (options.non_negative) tap.weight = std::max(tap.weight, 0.0);
    }
    return to;
}

double predicted_decrease(const LmWorkspace& w) {
    return -w.gradient.dot(w.step) - 0.5 * w.step.dot(w.hessian.selfadjointView<Eigen::Lower>() * w.step);
}

}  // namespace

const char* to_string(StopReason reason) {
    switch (reason) {
        case StopReason::converged:
            return "converged";
        case StopReason::iterations:
            return "iteration limit";
        case StopReason::stalled:
            return "no better step";
        case StopReason::out_of_time:
            return "out of time";
        case StopReason::cancelled:
            return "cancelled";
    }
    return "";
}

LmSummary levenberg_marquardt(Objective& objective, Cascade& cascade, const LmOptions& options,
                              LmWorkspace& w) {
    LmSummary summary;
    double cost = objective.evaluate(cascade);
    summary.initial_cost = summary.final_cost = cost;
    Damping damping;
    SmallSteps small_steps(options.tolerance, options.patience);
    bool moved = true;
    for (; summary.iterations < options.max_iterations; ++summary.iterations) {
        if (options.should_stop && options.should_stop()) {
            summary.reason = StopReason::cancelled;
            return summary;
        }
        if (moved) {
            objective.linearise(cascade, w.gradient, w.hessian);
            if (options.non_negative) freeze(cascade, w.gradient, w.hessian);
            w.curvature = w.hessian.diagonal();
            w.curvature = w.curvature.cwiseMax(diagonal_floor * w.curvature.maxCoeff());
            moved = false;
        }
        double gain = -1.0, trial_cost = cost;
        Cascade trial;
        if (solve(w, damping.lambda())) {
            trial = apply_step(cascade, w.step, options);
            trial_cost = objective.evaluate(trial);
            const double predicted = predicted_decrease(w);
            gain = trial_cost < cost && predicted > 0.0 ? (cost - trial_cost) / predicted : -1.0;
        }
        if (gain > 0.0) {
            const bool settled = small_steps.add(cost, trial_cost);
            cascade = std::move(trial);
            cost = summary.final_cost = trial_cost;
            damping.accept(gain);
            moved = true;
            if (options.on_step) options.on_step(summary.iterations, cost);
            if (settled) {
                summary.reason = StopReason::converged;
                ++summary.iterations;
                return summary;
            }
        } else if (!damping.reject()) {
            summary.reason = StopReason::stalled;
            return summary;
        }
    }
    return summary;
}

}  // namespace tapestry::offline
