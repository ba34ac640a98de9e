#include "offline/family/fit_family.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <thread>

namespace tapestry::offline {
namespace {

double size_at(const KernelField& field, glm::dvec2 parameter) {
    for (std::size_t axis = 0; axis < field.axes.size(); ++axis)
        if (field.axes[axis].is_size) return parameter[static_cast<int>(axis)];
    return std::numeric_limits<double>::infinity();
}

// Exact kernels at the knots and between them. Below half a pixel every kernel is the identity, or nearly so,
// and the blend of identities is exact without help.
Result<std::vector<FamilySample>> samples_of(const KernelField& field, const FamilyGrid& grid) {
    constexpr double smallest_size = 0.5;
    std::vector<FamilySample> samples;
    for (const glm::dvec2 parameter : grid.samples(grid.axes().size() == 1 ? 4 : 2)) {
        if (size_at(field, parameter) <= smallest_size) continue;
        auto target = field.at(parameter);
        if (!target) return target.error();
        samples.push_back({grid.shares(parameter), std::move(*target), 1.0});
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

Result<FamilySummary> fit_family(std::vector<Cascade> knots, const KernelField& field, const FamilyGrid& grid,
                                 const FamilyOptions& options) {
    if (auto status = options.check(); !status) return status.error();
    auto samples = samples_of(field, grid);
    if (!samples) return samples.error();
    if (samples->empty()) return Error{"family: every size on the axis is below half a pixel"};
    const auto begin = std::chrono::steady_clock::now();
    const auto seconds = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    const int threads = options.threads > 0
                            ? options.threads
                            : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
    FamilyObjective objective(std::move(*samples), options.spectrum, knots.front().layers(), threads);
    JointFitOptions joint;
    joint.max_iterations = options.max_iterations;
    joint.non_negative = !options.allow_negative;
    for (int knot = 0; knot < grid.knots(); ++knot)
        joint.at_origin.push_back(size_at(field, grid.parameter(knot)) == 0.0);
    joint.should_stop = [&] { return options.cancel && options.cancel->load(std::memory_order_relaxed); };
    joint.on_step = [&](int iteration, double cost, const std::vector<Cascade>& now) {
        if (options.on_step)
            options.on_step((iteration + 1.0) / options.max_iterations, seconds(), cost, now);
    };
    FamilySummary summary;
    summary.joint = fit_jointly(objective, knots, joint);
    if (!(summary.joint.final_cost < summary.joint.initial_cost) &&
        summary.joint.reason != StopReason::cancelled)
        return Error{"family: the joint fit does not improve on its start"};
    for (Cascade& knot : knots) normalise_layers(knot);
    summary.knots = std::move(knots);
    summary.memory = objective.memory() + summary.joint.memory;
    summary.seconds = seconds();
    return summary;
}

}  // namespace tapestry::offline
