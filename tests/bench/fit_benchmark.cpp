// The fitter's inner loops at 24x4 taps and 49 x 49 cells, one thread.

#include <benchmark/benchmark.h>

#include "offline/fit/levenberg_marquardt.h"
#include "offline/fit/starts.h"
#include "offline/kernels/kernels.h"
#include "tapestry/fit/fit_kernel.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

constexpr int taps = 24, layers = 4;

DenseKernel disk() {
    return *disk_kernel(24.0);
}

Cascade start(const DenseKernel& kernel) {
    Random random(1);
    return scattered_start(kernel, std::vector<int>(layers, taps), false, random);
}

void fft_forward(benchmark::State& state) {
    const int n = static_cast<int>(state.range(0));
    Fft2d fft(n);
    Spectrum spectrum = fft.make_spectrum();
    const std::vector<double> grid(static_cast<std::size_t>(n) * n, 0.5);
    for (auto _ : state) fft.forward(grid.data(), spectrum);
}
BENCHMARK(fft_forward)->Arg(64)->Arg(128)->Arg(256)->Unit(benchmark::kMicrosecond);

// Steps of a run that is never allowed to converge; the counter is the time of one.
void levenberg_marquardt_iteration(benchmark::State& state) {
    const DenseKernel kernel = disk();
    Objective objective(kernel, ErrorSpectrum::photo, layers, static_cast<int>(state.range(0)));
    LmWorkspace workspace;
    LmOptions options;
    options.max_iterations = 20;
    options.patience = 1000;
    double iterations = 0.0;
    for (auto _ : state) {
        Cascade cascade = start(kernel);
        iterations += levenberg_marquardt(objective, cascade, options, workspace).iterations;
    }
    state.counters["iteration"] =
        benchmark::Counter(iterations, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(levenberg_marquardt_iteration)->Arg(64)->Arg(128)->Unit(benchmark::kMillisecond);

void levenberg_marquardt_run(benchmark::State& state) {
    const DenseKernel kernel = disk();
    Objective objective(kernel, ErrorSpectrum::photo, layers, scoring_grid(kernel));
    LmWorkspace workspace;
    for (auto _ : state) {
        Cascade cascade = start(kernel);
        benchmark::DoNotOptimize(levenberg_marquardt(objective, cascade, {}, workspace).final_cost);
    }
}
BENCHMARK(levenberg_marquardt_run)->Unit(benchmark::kMillisecond);

}  // namespace
