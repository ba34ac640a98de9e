#include "offline/fit/kernel_metrics.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace tapestry::offline {
namespace {

double value_at(const DenseKernel& kernel, int dx, int dy) {
    const int x = dx + kernel.width / 2, y = dy + kernel.height / 2;
    const bool inside = x >= 0 && y >= 0 && x < kernel.width && y < kernel.height;
    return inside ? kernel.at(x, y) : 0.0;
}

// Calls visit(kernel value, target value) for every cell that either has.
template <class Visit>
void for_each_pair(const DenseKernel& kernel, const DenseKernel& target, const Visit& visit) {
    const int half_width = std::max(kernel.width, target.width) / 2;
    const int half_height = std::max(kernel.height, target.height) / 2;
    for (int y = -half_height; y <= half_height; ++y)
        for (int x = -half_width; x <= half_width; ++x) visit(value_at(kernel, x, y), value_at(target, x, y));
}

double peak_of(const DenseKernel& kernel) {
    return *std::max_element(kernel.values.begin(), kernel.values.end());
}

}  // namespace

double kernel_psnr(const DenseKernel& kernel, const DenseKernel& target) {
    double error = 0.0;
    for_each_pair(kernel, target, [&](double k, double t) { error += (k - t) * (k - t); });
    const double peak = peak_of(target);
    return 10.0 * std::log10(peak * peak * static_cast<double>(target.values.size()) / error);
}

KernelMetrics kernel_metrics(const DenseKernel& kernel, const DenseKernel& target) {
    const double peak = peak_of(target);
    double absolute = 0.0, squared = 0.0, outside = 0.0, target_absolute = 0.0, target_squared = 0.0;
    for_each_pair(kernel, target, [&](double k, double t) {
        const double difference = std::abs(k - t);
        absolute += difference;
        squared += difference * difference;
        if (t <= support_threshold * peak) outside += difference;
        target_absolute += std::abs(t);
        target_squared += t * t;
    });
    KernelMetrics metrics;
    metrics.psnr = kernel_psnr(kernel, target);
    metrics.l1 = absolute / target_absolute;
    metrics.relative_l2 = std::sqrt(squared / target_squared);
    metrics.mass_outside = outside / target_absolute;
    metrics.minimum_weight = *std::min_element(kernel.values.begin(), kernel.values.end()) / peak;
    return metrics;
}

}  // namespace tapestry::offline
