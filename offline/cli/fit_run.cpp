#include "offline/cli/fit_run.h"

#include <atomic>
#include <csignal>
#include <cstdio>

#include "offline/cli/progress_bar.h"
#include "tapestry/table_file.h"

namespace tapestry::offline::cli {
namespace {

std::atomic<bool> interrupted{false};

void on_interrupt(int) {
    interrupted.store(true);
}

std::string format(const char* pattern, auto... values) {
    char text[160];
    std::snprintf(text, sizeof text, pattern, values...);
    return text;
}

}  // namespace

void FitRun::add_to(CLI::App& command) {
    command.add_option("--taps", options.taps, "bilinear reads a layer")->capture_default_str();
    command.add_option("--layers", options.layers, "layers of the cascade")->capture_default_str();
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
    command.add_flag("--signed", options.allow_negative, "allow negative weights");
    command.add_option("-o,--output", output, "the table to write")->required();
}

Result<FitSummary> FitRun::run(const DenseKernel& target) {
    options.spectrum = spectrum == "flat"  ? ErrorSpectrum::flat
                       : spectrum == "mix" ? ErrorSpectrum::mix
                                           : ErrorSpectrum::photo;
    if (options.budget_seconds > 0.0) options.hops = 1'000'000;
    ProgressBar bar(format("fitting %dx%d", options.taps, options.layers));
    options.cancel = &interrupted;
    options.on_progress = [&](const FitProgress& progress) {
        bar.show(progress.done, progress.seconds, format("cost %.3g", progress.best_cost));
    };
    std::signal(SIGINT, on_interrupt);
    auto summary = fit_kernel(target, options);
    std::signal(SIGINT, SIG_DFL);
    if (interrupted) return Error{"cancelled; nothing was written"};
    return summary;
}

Status FitRun::save(TapTable table, const FitSummary& summary, const std::string& command_line) const {
    table.metadata = {{"command", command_line},
                      {"cost", format("%.9g", summary.cost)},
                      {"kernel_psnr_db", format("%.3f", summary.kernel_psnr)},
                      {"starts", std::to_string(summary.starts)},
                      {"hops", std::to_string(summary.hops)},
                      {"iterations", std::to_string(summary.iterations)},
                      {"stop", to_string(summary.reason)}};
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
