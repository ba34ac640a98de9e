#include "offline/family/fit_family.h"
#include "offline/work/stopwatch.h"
#include "offline/work/thread_count.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace tapestry::offline {
namespace {

double size_at(const KernelField& field, glm::dvec2 parameter) {
    for (std::size_t axis = 0; axis < field.axes.size(); ++axis)
        if (field.axes[axis].is_size) return parameter[static_cast<int>(axis)];
    return std::numeric_limits<double>::infinity();
}

// Sizes change kernels most near 0, where grids have few knots; the halves are enough elsewhere.
glm::ivec2 sampling(const KernelField& field) {
    if (field.turned_at) return {2, 1};
    if (field.axes.size() == 1) return {4, 1};
    return {field.axes[0].is_size ? 4 : 2, field.axes[1].is_size ? 4 : 2};
}

// Turns at a sample of a family for any turn, other ones at every sample. Pixels and reads are the same after
// a quarter turn, and so is the error. Photographs, lines of 12 x 2 / ellipses of 16 x 3: 2 turns 63.1 / 69.4
// dB, 4 turns 63.4 / 69.7, 8 turns 63.4 / 69.7.
std::vector<double> turns_at(std::size_t place) {
    constexpr int count = 4;
    constexpr double golden = 0.6180339887498949;
    const double shift = static_cast<double>(place) * golden;
    std::vector<double> turns;
    for (int i = 0; i < count; ++i) turns.push_back(90.0 / count * (i + shift - std::floor(shift)));
    return turns;
}

// Exact kernels at the knots and between them. Below half a pixel every kernel is the identity, or nearly so,
// and the blend of identities is exact without help.
Result<std::vector<FamilySample>> samples_of(const KernelField& field, const FamilyGrid& grid) {
    constexpr double smallest_size = 0.5;
    std::vector<FamilySample> samples;
    std::size_t place = 0;
    for (const glm::dvec2 parameter : grid.samples(sampling(field))) {
        if (size_at(field, parameter) <= smallest_size) continue;
        for (const double turn_deg : field.turned_at ? turns_at(place++) : std::vector{0.0}) {
            auto target = field.turned_at ? field.turned_at(parameter, turn_deg) : field.at(parameter);
            if (!target) return target.error();
            samples.push_back({grid.shares(parameter), std::move(*target), 1.0, turn_deg});
        }
    }
    return samples;
}

// The order in which the solver takes the knots: along the shorter axis first, which keeps the band of a
// grid's matrix narrow. place(k) is when it takes entry k of the table.
class SolverOrder {
  public:
    explicit SolverOrder(const FamilyGrid& grid) : place_(grid.knots()) {
        const bool two = grid.axes().size() == 2;
        const int first = grid.knots_on(0), second = two ? grid.knots_on(1) : 1;
        for (int i = 0; i < first; ++i)
            for (int j = 0; j < second; ++j)
                place_[grid.entry(i, j)] = second > first ? j * first + i : i * second + j;
    }

    int place(int knot) const { return place_[knot]; }

    std::vector<Cascade> to_solver(const std::vector<Cascade>& knots) const {
        std::vector<Cascade> result(knots.size());
        for (std::size_t k = 0; k < knots.size(); ++k) result[place_[k]] = knots[k];
        return result;
    }
    std::vector<Cascade> to_table(const std::vector<Cascade>& knots) const {
        std::vector<Cascade> result;
        for (const int place : place_) result.push_back(knots[place]);
        return result;
    }

  private:
    std::vector<int> place_;  // of each entry of the table
};

// Every kernel of a family counts alike, in decibels: the fit lowers the mean logarithm of the samples'
// costs, by least squares whose weights are the costs' inverses, from the start and once more from what came
// of it. Measured, disk 0..24, 24 x 4, 17 knots: 73.4 / 60.1 dB mean / worst and 70.4 from 4 px up; with
// equal weights 71.1 / 59.1 and 65.9, because the largest disks take it all; with their square roots 72.0
// / 59.9 and 67.5.
constexpr int rounds = 2;

double mean_logarithm(std::span<const double> costs) {
    double sum = 0.0;
    for (const double cost : costs) sum += std::log(std::max(cost, 1e-300));
    return sum / static_cast<double>(costs.size());
}

class EqualisedFit {
  public:
    EqualisedFit(FamilyObjective& objective, const JointFitOptions& options)
        : objective_(objective), options_(options) {}

    JointFitSummary run(std::vector<Cascade>& knots) {
        JointFitSummary summary;
        summary.initial_cost = weigh(knots);
        const std::vector<Cascade> start = knots;
        for (int round = 0; round < rounds; ++round) {
            if (round > 0) weigh(knots);
            JointFitOptions options = options_;
            options.max_iterations =
                options_.max_iterations / rounds + (round < options_.max_iterations % rounds);
            if (options_.on_step)
                options.on_step = [&, before = summary.iterations](int iteration, double cost,
                                                                   const std::vector<Cascade>& now) {
                    options_.on_step(before + iteration, cost, now);
                };
            const JointFitSummary part = fit_jointly(objective_, knots, options);
            summary.iterations += part.iterations;
            summary.reason = part.reason;
            summary.memory = std::max(summary.memory, part.memory);
            if (part.reason == StopReason::cancelled) break;
        }
        objective_.evaluate(knots);
        summary.final_cost = std::exp(mean_logarithm(objective_.costs()));
        if (!(summary.final_cost < summary.initial_cost)) knots = start;
        return summary;
    }

  private:
    // The mean cost that the weights are relative to.
    double weigh(const std::vector<Cascade>& knots) {
        objective_.evaluate(knots);
        const std::vector<double> costs = objective_.costs();
        const double mean = std::exp(mean_logarithm(costs));
        for (std::size_t i = 0; i < costs.size(); ++i)
            objective_.set_weight(i, mean / std::max(costs[i], 1e-6 * mean));
        return mean;
    }

    FamilyObjective& objective_;
    const JointFitOptions& options_;
};

}  // namespace

Result<void> FamilyOptions::check() const {
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
    const SolverOrder order(grid);
    for (FamilySample& sample : *samples)
        for (KnotShare& share : sample.shares) share.knot = order.place(share.knot);
    knots = order.to_solver(knots);
    if (samples->empty()) return Error{"family: every size on the axis is below half a pixel"};
    const Stopwatch watch;
    const int threads = thread_count(options.threads);
    FamilyObjective objective(std::move(*samples), options.spectrum, knots.front().layers(), threads);
    JointFitOptions joint;
    joint.max_iterations = options.max_iterations;
    joint.non_negative = !options.allow_negative;
    joint.at_origin.resize(knots.size());
    for (int knot = 0; knot < grid.knots(); ++knot)
        joint.at_origin[order.place(knot)] = size_at(field, grid.parameter(knot)) == 0.0;
    joint.should_stop = [&] { return options.cancel && options.cancel->load(std::memory_order_relaxed); };
    joint.on_step = [&](int iteration, double cost, const std::vector<Cascade>& now) {
        if (options.on_step)
            options.on_step((iteration + 1.0) / options.max_iterations, watch.seconds(), cost,
                            order.to_table(now));
    };
    FamilySummary summary;
    summary.joint = EqualisedFit(objective, joint).run(knots);
    for (Cascade& knot : knots) normalise_layers(knot);
    summary.knots = order.to_table(knots);
    summary.memory = objective.memory() + summary.joint.memory;
    summary.seconds = watch.seconds();
    return summary;
}

}  // namespace tapestry::offline
