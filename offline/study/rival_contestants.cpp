#include "offline/study/rival_contestants.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "offline/rivals/dual_filter.h"
#include "offline/rivals/kawase.h"
#include "offline/rivals/low_rank.h"
#include "offline/rivals/parallel_tempering.h"
#include "offline/rivals/separable_gaussian.h"

namespace tapestry::offline::study {
namespace {

Row row_of(Method method) {
    Row row;
    row.method = method;
    return row;
}

// Kernel PSNR of a relative squared error |K - T|^2 / |T|^2.
double psnr_of_cost(double cost, const DenseKernel& target) {
    double squared = 0.0;
    for (const double value : target.values) squared += value * value;
    const double peak = *std::max_element(target.values.begin(), target.values.end());
    return 10.0 * std::log10(peak * peak * static_cast<double>(target.values.size()) / (cost * squared));
}

std::vector<CurvePoint> curve_of(const TemperingSummary& summary, const DenseKernel& target,
                                 const TemperingOptions& options) {
    const long long steps = static_cast<long long>(summary.iterations) * options.candidates;
    const long long steps_a_round = static_cast<long long>(options.iterations_per_visit) * options.candidates;
    std::vector<CurvePoint> curve = {{1.0, 0.0, psnr_of_cost(summary.start_cost, target)}};
    for (std::size_t i = 0; i < summary.costs.size(); ++i) {
        const long long step = std::min(steps, static_cast<long long>(i + 1) * steps_a_round);
        // Rounds are longer than a curve's first steps: any curve step within the round counts.
        bool wanted = false;
        for (long long s = step - steps_a_round + 1; s <= step && !wanted; ++s)
            wanted = s > 0 && is_curve_step(s, steps);
        if (!wanted) continue;
        const double share = static_cast<double>(step) / static_cast<double>(steps);
        curve.push_back(
            {static_cast<double>(step), share * summary.seconds, psnr_of_cost(summary.costs[i], target)});
    }
    return curve;
}

// The default fit in a hundredth of the time.
Result<std::vector<Row>> run_ours_against(const KernelCase& kernel, CascadeSize size, double seconds,
                                          std::uint64_t seed, Bench& bench) {
    auto rows = run_ours(kernel, size, false, {.budget_seconds = 0.01 * seconds}, seed, bench);
    if (!rows) return rows;
    for (Row& row : *rows) row.settings.against_tempering = true;
    return rows;
}

}  // namespace

Result<std::vector<Row>> run_tempering(const KernelCase& kernel, const TemperingRun& run, bool then_ours,
                                       std::uint64_t seed, Bench& bench) {
    TemperingOptions options;
    options.iterations = std::max(1, static_cast<int>(run.steps / options.candidates));
    options.seed = seed;
    options.cancel = &bench.cancel();
    options.on_progress = [&bench](const TemperingProgress& progress) { bench.progress(progress.done); };
    const auto start = [&](Random& random) {
        return make_start(run.start, kernel.target, run.size.taps, run.size.layers, random);
    };
    const auto summary = parallel_tempering(kernel.target, start, options);
    if (!summary) return summary.error();
    if (bench.cancelled()) return std::vector<Row>{};
    Row row = row_of(Method::tempering);
    row.settings.taps = run.size.taps;
    row.settings.layers = run.size.layers;
    row.settings.start = run.start;
    row.settings.steps = run.steps;
    row.seconds = summary->seconds;
    row.steps = static_cast<long long>(summary->iterations) * options.candidates;
    row.memory = summary->memory;
    if (run.with_curve) row.curve = curve_of(*summary, kernel.target, options);
    std::vector<Row> rows;
    rows.push_back(bench.judged(std::move(row), kernel, cascade_method("", to_filter(summary->cascade))));
    if (!then_ours) return rows;
    auto ours = run_ours_against(kernel, run.size, summary->seconds, seed, bench);
    if (!ours) return ours;
    std::move(ours->begin(), ours->end(), std::back_inserter(rows));
    return rows;
}

Result<std::vector<Row>> run_low_rank(const KernelCase& kernel, int ranks, Bench& bench) {
    std::vector<Row> rows;
    for (int rank = 1; rank <= ranks; ++rank) {
        const auto method = low_rank_method(kernel.target, rank);
        if (!method) return method.error();
        Row row = row_of(Method::low_rank);
        row.settings.rank = rank;
        rows.push_back(bench.judged(std::move(row), kernel, *method));
    }
    return rows;
}

Result<std::vector<Row>> run_gaussian_rivals(const KernelCase& kernel, Bench& bench) {
    std::vector<Row> rows;
    const auto add = [&](Method method, const Result<FilterMethod>& filter) -> Result<void> {
        if (!filter) return filter.error();
        rows.push_back(bench.judged(row_of(method), kernel, *filter));
        return {};
    };
    if (auto status = add(Method::separable_gaussian, separable_gaussian_method(kernel.target)); !status)
        return status.error();
    if (auto status = add(Method::kawase, kawase_method(kernel.target)); !status) return status.error();
    if (auto status = add(Method::dual_filter, dual_filter_method(kernel.target)); !status)
        return status.error();
    return rows;
}

}  // namespace tapestry::offline::study
