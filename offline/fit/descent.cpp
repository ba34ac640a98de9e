#include "offline/fit/descent.h"

#include <algorithm>
#include <cmath>

namespace tapestry::offline {

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

void take_step(SplatTap& tap, Eigen::Ref<Eigen::Vector3d> step, const DescentOptions& options) {
    const double move = step.tail<2>().norm();
    if (move > options.max_move_px) step.tail<2>() *= options.max_move_px / move;
    if (options.non_negative) step[0] = std::max(step[0], -tap.weight);
    tap.weight += step[0];
    tap.x += step[1];
    tap.y += step[2];
    if (options.non_negative) tap.weight = std::max(tap.weight, 0.0);
}

Eigen::VectorXd scaling(const Eigen::VectorXd& diagonal) {
    constexpr double floor = 1e-6;  // of the largest entry
    return diagonal.cwiseMax(floor * diagonal.maxCoeff());
}

void Damping::accept(double gain) {
    lambda_ *= std::max(1.0 / 3.0, 1.0 - std::pow(2.0 * gain - 1.0, 3));
    growth_ = 2.0;
}

bool Damping::reject() {
    constexpr double max_lambda = 1e10;
    lambda_ *= growth_;
    growth_ *= 2.0;
    return lambda_ <= max_lambda;
}

bool SmallSteps::add(double from, double to) {
    in_a_row_ = from - to < tolerance_ * from ? in_a_row_ + 1 : 0;
    return in_a_row_ >= patience_;
}

}  // namespace tapestry::offline
