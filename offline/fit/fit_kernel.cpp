#include "offline/fit/fit_kernel.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "offline/fit/starts.h"
#include "offline/kernels/kernels.h"
#include "offline/metrics/kernel_metrics.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {
namespace {

// Iterations of the flat loss that a start gets before the photographs' spectrum takes over: it settles the
// shape.
constexpr int flat_iterations = 60;

class Stopwatch {
  public:
    double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
    }

  private:
    std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

Status check_target(const DenseKernel& target) {
    const int limit = 2 * static_cast<int>(max_kernel_radius_px) + 1;
    if (target.width < 1 || target.height < 1 || target.width > limit || target.height > limit)
        return Error{"fit: a kernel must be between 1 x 1 and 255 x 255"};
    double sum = 0.0;
    for (const double value : target.values) {
        if (!std::isfinite(value)) return Error{"fit: the kernel holds a value that is not a number"};
        sum += value;
    }
    if (!(sum > 0.0)) return Error{"fit: the kernel has no light"};
    return {};
}

bool cancelled(const FitOptions& options) {
    return options.cancel && options.cancel->load(std::memory_order_relaxed);
}

}  // namespace

Status FitOptions::check() const {
    if (taps < 1 || taps > static_cast<int>(limits::max_taps)) return Error{"taps must be between 1 and 256"};
    if (layers < 1 || layers > static_cast<int>(limits::max_layers))
        return Error{"layers must be between 1 and 16"};
    if (starts < 1 || starts > 1000) return Error{"starts must be between 1 and 1000"};
    return {};
}

double kernel_psnr_of(const Cascade& cascade, const DenseKernel& target) {
    return kernel_psnr(impulse_response(to_filter(cascade), scoring_grid(target) + 1), target);
}

Result<FitSummary> fit_kernel(const DenseKernel& target, const FitOptions& options) {
    if (auto status = options.check(); !status) return status.error();
    if (auto status = check_target(target); !status) return status.error();
    const Stopwatch watch;
    Random random(options.seed);
    Objective objective(target, ErrorSpectrum::flat, options.layers, scoring_grid(target));
    LmWorkspace workspace;
    FitSummary summary;
    summary.memory = objective.memory();
    summary.cost = std::numeric_limits<double>::infinity();
    for (int start = 0; start < options.starts && !(start > 0 && cancelled(options)); ++start) {
        Cascade cascade = sparse_sampling_start(target, options.taps, options.layers, random);
        LmOptions lm;
        lm.non_negative = !options.allow_negative;
        lm.cancel = options.cancel;
        lm.max_iterations = flat_iterations;
        double stage = 0.0;
        lm.on_step = [&](int iteration, double cost) {
            // Both stages take about as long as the flat one's limit.
            const double within = stage + 0.5 * std::min(1.0, iteration / double(flat_iterations));
            if (options.on_progress)
                options.on_progress(
                    {(start + within) / options.starts, watch.seconds(), std::min(cost, summary.cost)});
        };
        objective.set_spectrum(ErrorSpectrum::flat);
        summary.iterations += levenberg_marquardt(objective, cascade, lm, workspace).iterations;
        objective.set_spectrum(options.spectrum);
        stage = 0.5;
        lm.max_iterations = LmOptions{}.max_iterations;
        LmSummary run = levenberg_marquardt(objective, cascade, lm, workspace);
        summary.iterations += run.iterations;
        normalise_layers(cascade);
        const double cost = objective.evaluate(cascade);
        if (cost < summary.cost) {
            summary.cost = cost;
            summary.cascade = cascade;
            summary.reason = run.reason;
        }
        summary.costs.push_back(summary.cost);
    }
    if (cancelled(options)) summary.reason = StopReason::cancelled;
    order_layers(summary.cascade);
    summary.kernel_psnr = kernel_psnr_of(summary.cascade, target);
    summary.seconds = watch.seconds();
    if (options.on_progress) options.on_progress({1.0, summary.seconds, summary.cost});
    return summary;
}

}  // namespace tapestry::offline
