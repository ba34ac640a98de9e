#include "offline/fit/fit_family.h"

#include <algorithm>
#include <chrono>
#include <thread>

namespace tapestry::offline {
namespace {

constexpr int samples_per_interval = 4;

// Exact kernels at the knots and between them. Below half a pixel every kernel is the identity, or nearly so,
// and the blend of identities is exact without help.
Result<std::vector<FamilySample>> samples_along(const Axis& axis, const KernelAtSize& kernel_at) {
    constexpr double smallest_size = 0.5;
    std::vector<FamilySample> samples;
    const int last = static_cast<int>(axis.knots.size()) - 1;
    for (int i = 0; i <= last * samples_per_interval; ++i) {
        const int knot = i / samples_per_interval;
        const double fraction = static_cast<double>(i % samples_per_interval) / samples_per_interval;
        const double low = axis.knots[knot], high = axis.knots[std::min(knot + 1, last)];
        const double size = low + fraction * (high - low);
        if (size <= smallest_size) continue;
        auto target = kernel_at(size);
        if (!target) return target.error();
        FamilySample sample;
        sample.target = std::move(*target);
        if (fraction == 0.0)
            sample.shares = {{knot, 1.0}};
        else
            sample.shares = {{knot, 1.0 - fraction}, {knot + 1, fraction}};
        samples.push_back(std::move(sample));
    }
    return samples;
}

}  // namespace

Status FamilyOptions::check() const {
    if (max_iterations < 1 || max_iterations > 10000)
        return Error{"joint iterations must be between 1 and 10000"};
    if (threads < 0 || threads > 256) return Error{"threads must be between 0 and 256"};
    return {};
}

Result<FamilySummary> fit_family(std::vector<Cascade> knots, const Axis& axis, const KernelAtSize& kernel_at,
                                 const FamilyOptions& options) {
    if (auto status = options.check(); !status) return status.error();
    auto samples = samples_along(axis, kernel_at);
    if (!samples) return samples.error();
    if (samples->empty()) return Error{"family: every size on the axis is below half a pixel"};
    const auto begin = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const int threads = options.threads > 0
                            ? options.threads
                            : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    FamilyObjective objective(std::move(*samples), options.spectrum, knots.front().layers, threads);
    JointFitOptions joint;
    joint.max_iterations = options.max_iterations;
    joint.non_negative = !options.allow_negative;
    for (const float size : axis.knots) joint.at_origin.push_back(size == 0.0f);
    joint.should_stop = [&] { return options.cancel && options.cancel->load(std::memory_order_relaxed); };
    joint.on_step = [&](int iteration, double cost, const std::vector<Cascade>&) {
        if (options.on_step) options.on_step((iteration + 1.0) / options.max_iterations, seconds(), cost);
    };
    FamilySummary summary;
    summary.joint = fit_jointly(objective, knots, joint);
    if (!(summary.joint.final_cost < summary.joint.initial_cost) &&
        summary.joint.reason != StopReason::cancelled)
        return Error{"family: the joint fit does not improve on its scaled start"};
    for (Cascade& knot : knots) normalise_layers(knot);
    summary.knots = std::move(knots);
    summary.memory = objective.memory() + summary.joint.memory;
    summary.seconds = seconds();
    return summary;
}

}  // namespace tapestry::offline
