#include "offline/study/study.h"

#include <cmath>

#include "offline/fit/objective.h"

namespace tapestry::offline::study {
namespace {

// Transforms grow with the cells of the grid: 1 for 49 x 49.
double grid_share(const KernelCase& kernel) {
    const double n = scoring_grid(kernel.target) / 128.0;
    return n * n;
}

}  // namespace

double published_seconds(const KernelCase& kernel, int layers, long long steps) {
    return 2e-3 * grid_share(kernel) * layers / 4.0 * static_cast<double>(steps);
}

double fit_seconds(const KernelCase& kernel, int taps, int layers, int starts, int hops) {
    const double unknowns = static_cast<double>(taps * layers) / 96.0;
    const double step = 0.8e-3 * grid_share(kernel) * layers / 4.0 + 1.2e-3 * std::pow(unknowns, 2.3);
    return step * (60.0 * starts + 20.0 * hops);
}

double tempering_seconds(const KernelCase& kernel, int layers, long long steps) {
    return 0.3e-3 * grid_share(kernel) * layers / 4.0 * static_cast<double>(steps);
}

double judging_seconds(int methods) {
    return 0.3 * methods;
}

}  // namespace tapestry::offline::study
