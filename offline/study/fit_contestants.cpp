#include "offline/study/fit_contestants.h"

#include <cmath>

#include "offline/fit/adam.h"
#include "offline/fit/levenberg_marquardt.h"
#include "offline/work/stopwatch.h"
#include "tapestry/fit/fit_kernel.h"

namespace tapestry::offline::study {
namespace {

Settings settings_of(CascadeSize size) {
    Settings settings;
    settings.taps = size.taps;
    settings.layers = size.layers;
    return settings;
}

Row judged_cascade(Row row, const KernelCase& kernel, const Cascade& cascade, Bench& bench) {
    return bench.judged(std::move(row), kernel, cascade_method("", to_filter(cascade)));
}

Result<std::vector<Row>> run_fit(const KernelCase& kernel, Method method, const FitOptions& options,
                                 Bench& bench) {
    auto summary = fit_kernel(kernel.target, options);
    if (!summary) return summary.error();
    if (bench.cancelled()) return std::vector<Row>{};
    Row row;
    row.method = method;
    row.settings = settings_of({options.taps, options.layers});
    row.settings.budget_seconds = options.budget_seconds;
    row.seconds = summary->seconds;
    row.steps = summary->iterations;
    row.starts = summary->starts;
    row.hops = summary->hops;
    row.memory = summary->memory;
    return std::vector{judged_cascade(std::move(row), kernel, summary->cascade, bench)};
}

FitOptions fit_options(CascadeSize size, std::uint64_t seed, Bench& bench) {
    FitOptions options;
    options.taps = size.taps;
    options.layers = size.layers;
    options.seed = seed;
    options.threads = 1;
    options.cancel = &bench.cancel();
    options.on_progress = [&bench](const FitProgress& progress) { bench.progress(progress.done); };
    return options;
}

Cascade drawn_start(const KernelCase& kernel, CascadeSize size, StartKind start, std::uint64_t seed) {
    // The stream of `fit --solver adam --seed`, which therefore gives the same cascade.
    Random random = random_stream(seed, 0);
    return make_start(start, kernel.target, size.taps, size.layers, random);
}

}  // namespace

bool is_curve_step(long long step, long long last) {
    constexpr double points_a_decade = 12.0;
    if (step <= 10 || step == last) return true;
    const auto index = [](long long s) {
        return std::floor(points_a_decade * std::log10(static_cast<double>(s)));
    };
    return index(step) > index(step - 1);
}

Result<std::vector<Row>> run_ours(const KernelCase& kernel, CascadeSize size, bool allow_negative,
                                  const Effort& effort, std::uint64_t seed, Bench& bench) {
    FitOptions options = fit_options(size, seed, bench);
    options.allow_negative = allow_negative;
    options.starts = effort.starts;
    options.hops = effort.budget_seconds > 0.0 ? 1'000'000 : effort.hops;
    options.budget_seconds = effort.budget_seconds;
    return run_fit(kernel, allow_negative ? Method::ours_signed : Method::ours, options, bench);
}

Result<std::vector<Row>> run_one_start(const KernelCase& kernel, CascadeSize size, std::uint64_t seed,
                                       Bench& bench) {
    FitOptions options = fit_options(size, seed, bench);
    options.starts = 1;
    options.hops = 0;
    return run_fit(kernel, Method::ours_one_run, options, bench);
}

Result<std::vector<Row>> run_from_start(const KernelCase& kernel, CascadeSize size, StartKind start,
                                        std::uint64_t seed, Bench& bench) {
    Cascade cascade = drawn_start(kernel, size, start, seed);
    Row row;
    row.method = Method::ours_one_run;
    row.settings = settings_of(size);
    row.settings.start = start;
    row.starts = 1;
    row.curve.push_back({1.0, 0.0, kernel_psnr_of(cascade, kernel.target)});
    // On the grid that fits are scored on; the default fit runs on a smaller one first.
    Objective objective(kernel.target, ErrorSpectrum::photo, size.layers, scoring_grid(kernel.target));
    LmWorkspace workspace;
    LmOptions options;
    const Stopwatch watch;
    double outside = 0.0;  // seconds spent on the curve
    options.should_stop = [&] { return bench.cancelled(); };
    options.on_step = [&](int iteration, double) {
        const double now = watch.seconds();
        row.curve.push_back({iteration + 2.0, now - outside, kernel_psnr_of(cascade, kernel.target)});
        outside += watch.seconds() - now;
    };
    const DescentSummary summary = levenberg_marquardt(objective, cascade, options, workspace);
    row.seconds = watch.seconds() - outside;
    row.steps = summary.iterations;
    row.memory = objective.memory();
    normalise_layers(cascade);
    return std::vector{judged_cascade(std::move(row), kernel, cascade, bench)};
}

Result<std::vector<Row>> run_published(const KernelCase& kernel, const PublishedRun& run, std::uint64_t seed,
                                       Bench& bench) {
    Cascade cascade = drawn_start(kernel, run.size, run.start, seed);
    Row row;
    row.method = Method::published_raw;
    row.settings = settings_of(run.size);
    row.settings.start = run.start;
    row.settings.steps = run.steps;
    row.starts = 1;
    AdamOptions options;
    options.steps = run.steps;
    const Stopwatch watch;
    double outside = 0.0;
    options.should_stop = [&] { return bench.cancelled(); };
    options.on_step = [&](int step, double) {
        bench.progress(static_cast<double>(step) / run.steps);
        if (!run.with_curve || !is_curve_step(step + 1, run.steps)) return;
        const double now = watch.seconds();
        row.curve.push_back({step + 1.0, now - outside, kernel_psnr_of(cascade, kernel.target)});
        outside += watch.seconds() - now;
    };
    const AdamSummary summary = adam(kernel.target, cascade, options);
    if (bench.cancelled()) return std::vector<Row>{};
    row.seconds = watch.seconds() - outside;
    row.steps = summary.steps;
    Row normalised = row;
    normalised.method = Method::published;
    normalised.curve.clear();
    Row raw = judged_cascade(std::move(row), kernel, cascade, bench);
    normalise_layers(cascade);
    return std::vector{judged_cascade(std::move(normalised), kernel, cascade, bench), std::move(raw)};
}

}  // namespace tapestry::offline::study
