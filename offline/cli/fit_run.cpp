#include "offline/cli/fit_run.h"

#include <cstdio>
#include <functional>
#include <numeric>

#include "offline/cli/interrupt.h"
#include "offline/cli/progress_bar.h"
#include "offline/family/measured_spacing.h"
#include "offline/fit/adam.h"
#include "offline/fit/starts.h"
#include "offline/work/stopwatch.h"
#include "tapestry/table_file.h"

namespace tapestry::offline::cli {
namespace {

std::string format(const char* pattern, auto... values) {
    char text[160];
    std::snprintf(text, sizeof text, pattern, values...);
    return text;
}

}  // namespace

void FitRun::add_to(CLI::App& command) {
    command.add_option("--taps", options.taps, "bilinear reads a layer, in the mean")->capture_default_str();
    command.add_option("--layers", options.layers, "layers of the cascade")->capture_default_str();
    command
        .add_option("--grading", options.grading,
                    "taps of a layer / taps of the next smaller one; 1: equal layers, 0: the best of several")
        ->capture_default_str();
    command.add_option("--seed", options.seed, "seed of every random choice")->capture_default_str();
    command.add_option("--starts", options.starts, "runs from different starts, the best goes on")
        ->capture_default_str();
    auto* hops =
        command.add_option("--hops", options.hops, "basin hops from the best: the reproducible stop")
            ->capture_default_str();
    command.add_option("--budget", options.budget_seconds, "stop after this many seconds, hopping till then")
        ->check(CLI::PositiveNumber)
        ->excludes(hops);
    command.add_option("--threads", options.threads, "0 = as many as the machine has; changes no result")
        ->capture_default_str();
    command.add_option("--weight", spectrum, "frequencies that count: photo, flat or mix")
        ->check(CLI::IsMember({"photo", "flat", "mix"}))
        ->capture_default_str();
    command.add_flag("--signed", options.allow_negative, "allow negative weights, of masks too");
    command.add_option("-o,--output", output, "the table to write")->required();
}

void FitRun::add_solver_to(CLI::App& command) {
    command.add_option("--solver", solver, "lm, or adam: the published recipe")
        ->check(CLI::IsMember({"lm", "adam"}))
        ->capture_default_str();
    command.add_option("--steps", steps, "adam: steps, learning rate 1e-3 to 1e-4")
        ->check(CLI::Range(1, 10'000'000))
        ->capture_default_str();
    command.add_option("--start", start, "adam: sparse, radial or random")
        ->check(CLI::IsMember({"sparse", "radial", "random"}))
        ->capture_default_str();
}

Result<FitSummary> FitRun::run_published(const DenseKernel& target) {
    if (auto status = check_target(target); !status) return status.error();
    const Stopwatch watch;
    const StartKind kind = start == "radial"   ? StartKind::increasing_radial
                           : start == "random" ? StartKind::random
                                               : StartKind::sparse_sampling;
    Random random = random_stream(options.seed, 0);
    FitSummary summary;
    summary.starts = 1;
    summary.cascade = make_start(kind, target, options.taps, options.layers, random);
    ProgressBar bar(format("adam %dx%d", options.taps, options.layers));
    AdamOptions recipe;
    recipe.steps = steps;
    recipe.should_stop = [this] { return options.cancel->load(); };
    recipe.on_step = [&](int step, double loss) {
        bar.show((step + 1.0) / steps, watch.seconds(), format("loss %.3g", loss));
    };
    const AdamSummary run = adam(target, summary.cascade, recipe);
    summary.iterations = run.steps;
    summary.cost = run.loss;
    std::printf("as published %.2f dB, before its layers are normalised\n",
                kernel_psnr_of(summary.cascade, target));
    normalise_layers(summary.cascade);
    order_layers(summary.cascade);
    summary.kernel_psnr = kernel_psnr_of(summary.cascade, target);
    summary.reason = StopReason::iterations;
    summary.seconds = watch.seconds();
    return summary;
}

Result<void> FitRun::check() {
    if (auto status = options.check(); !status) return status;
    options.spectrum = spectrum == "flat"  ? ErrorSpectrum::flat
                       : spectrum == "mix" ? ErrorSpectrum::mix
                                           : ErrorSpectrum::photo;
    if (options.budget_seconds > 0.0) options.hops = 1'000'000;
    return {};
}

Result<FitSummary> FitRun::run(const DenseKernel& target) {
    if (auto status = check(); !status) return status.error();
    const InterruptRequest interrupt;
    options.cancel = &interrupt.requested();
    auto summary = solver == "adam" ? run_published(target) : run_solver(target);
    if (interrupt.requested()) return Error{"cancelled; nothing was written"};
    return summary;
}

Result<FitSummary> FitRun::run_solver(const DenseKernel& target) {
    ProgressBar bar(format("fitting %dx%d", options.taps, options.layers));
    options.on_progress = [&](const FitProgress& progress) {
        bar.show(progress.done, progress.seconds, format("cost %.3g", progress.best_cost));
    };
    return fit_kernel(target, options);
}

template <class T, class Make>
Result<T> FitRun::with_family_options(FamilyMethod method, int joint_iterations, int knots, Make make) {
    if (auto status = check(); !status) return status.error();
    ProgressBar bar(format("%d knots of %dx%d", knots, options.taps, options.layers));
    const InterruptRequest interrupt;
    MakeFamilyOptions family;
    family.fit = options;
    family.fit.cancel = &interrupt.requested();
    family.method = method;
    family.joint_iterations = joint_iterations;
    family.on_progress = [&](const char* phase, double done, double seconds, double cost) {
        bar.show(done, seconds, format("%s, cost %.3g", phase, cost));
    };
    Result<T> made = make(family);
    if (interrupt.requested()) return Error{"cancelled; nothing was written"};
    return made;
}

Result<MakeFamilySummary> FitRun::run_family(const KernelField& field, const FamilyGrid& grid,
                                             FamilyMethod method, int joint_iterations) {
    auto summary = with_family_options<MakeFamilySummary>(
        method, joint_iterations, grid.knots(),
        [&](const MakeFamilyOptions& family) { return make_family(field, grid, family); });
    if (summary && method == FamilyMethod::joint)
        std::printf("joint fit    %d iterations, cost %.4g -> %.4g, %.1f s, %.0f MiB\n",
                    summary->joint.iterations, summary->joint.initial_cost, summary->joint.final_cost,
                    summary->seconds, static_cast<double>(summary->memory) / (1 << 20));
    return summary;
}

Result<double> FitRun::measure_spacing(const KernelField& field, std::span<const int> counts,
                                       FamilyMethod method, int joint_iterations) {
    auto exponent = with_family_options<double>(
        method, joint_iterations, std::accumulate(counts.begin(), counts.end(), 1, std::multiplies<>()),
        [&](const MakeFamilyOptions& family) { return measured_spacing(field, counts, family); });
    if (exponent) std::printf("spacing      %.2f\n", *exponent);
    return exponent;
}

Result<void> FitRun::save(TapTable table, const FitSummary& summary, const std::string& command_line) const {
    const std::vector<std::pair<std::string, std::string>> fit = {
        {"command", command_line},
        {"cost", format("%.9g", summary.cost)},
        {"kernel_psnr_db", format("%.3f", summary.kernel_psnr)},
        {"starts", std::to_string(summary.starts)},
        {"hops", std::to_string(summary.hops)},
        {"iterations", std::to_string(summary.iterations)},
        {"stop", to_string(summary.reason)}};
    table.metadata.insert(table.metadata.end(), fit.begin(), fit.end());
    return write_table(table, output);
}

void print_summary(const FitSummary& summary, const std::string& output) {
    std::printf(
        "starts       %d\nhops         %d\niterations   %d\ncost         %.4g\nkernel PSNR  %.2f dB\n"
        "seconds      %.2f\nstopped      %s\nmemory       %.1f MiB\nwrote        %s\n",
        summary.starts, summary.hops, summary.iterations, summary.cost, summary.kernel_psnr, summary.seconds,
        to_string(summary.reason), static_cast<double>(summary.memory) / (1 << 20), output.c_str());
}

}  // namespace tapestry::offline::cli
