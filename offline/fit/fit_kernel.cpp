#include "tapestry/fit/fit_kernel.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "offline/fit/hops.h"
#include "offline/fit/kernel_metrics.h"
#include "offline/fit/levenberg_marquardt.h"
#include "offline/fit/starts.h"
#include "offline/kernels/kernels.h"
#include "offline/work/stopwatch.h"
#include "offline/work/thread_count.h"
#include "tapestry/impulse_response.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {
namespace {

// Runs go in fixed batches that start from the same best and are reduced in order, so that the result does
// not depend on the number of threads. Four keep that many cores busy; more would waste hops, a fifth of
// which succeed.
constexpr int batch_size = 4;

// Steps after which a hop that is still this many times worse than the best is given up: it saves half of the
// time.
constexpr int trial_iterations = 8;
constexpr double hopeless = 1.6;
constexpr int hop_iterations = 60;

// Steep first: shapes want a wide layer of many taps behind small ones that fill its gaps; products, like
// Gaussians, equal layers.
constexpr double tried_gradings[] = {2.5, 4.0, 1.7, 1.0};

// Where runs happen: a grid that just holds the kernel and its leaks, a quarter of the cost of the scoring
// grid.
int running_grid(const DenseKernel& target) {
    const int size = std::max({target.width, target.height, 6});
    return std::min(scoring_grid(target),
                    static_cast<int>(std::bit_ceil(static_cast<unsigned>(5 * size / 4))));
}

// What one thread works with.
struct Worker {
    Worker(const DenseKernel& target, const FitOptions& options)
        : running(target, options.spectrum, options.layers, running_grid(target)),
          scoring(target, options.spectrum, options.layers, scoring_grid(target)) {}

    Objective running;
    Objective scoring;
    LmWorkspace workspace;
};

struct Candidate {
    Cascade cascade;
    double cost = std::numeric_limits<double>::infinity();  // on the scoring grid
    int iterations = 0;
};

class KernelFit {
  public:
    KernelFit(const DenseKernel& target, const FitOptions& options)
        : target_(target),
          options_(options),
          is_thin_(is_thin(target)),
          reach_(std::max({target.width / 2, target.height / 2, 1})) {
        const int threads = thread_count(options.threads);
        for (int i = 0; i < std::min(threads, batch_size); ++i)
            workers_.push_back(std::make_unique<Worker>(target, options));
        lm_.non_negative = !options.allow_negative;
        lm_.should_stop = [this] { return stopping(); };
    }

    FitSummary run() {
        // The first batch is made whatever the clock says, so that there is something to show.
        for (int done = 0; done < options_.starts && (done == 0 || !stopping()); done += batch_size)
            summary_.starts += run_batch(done, std::min(batch_size, options_.starts - done), false);
        for (int done = 0; done < options_.hops && !stopping(); done += batch_size)
            summary_.hops += run_batch(done, std::min(batch_size, options_.hops - done), true);
        finish();
        return std::move(summary_);
    }

  private:
    bool cancelled() const { return options_.cancel && options_.cancel->load(std::memory_order_relaxed); }
    bool out_of_time() const { return options_.budget_seconds > 0.0 && seconds() > options_.budget_seconds; }
    bool stopping() const { return cancelled() || out_of_time(); }
    double seconds() const { return watch_.seconds(); }

    Candidate run_start(Worker& worker, int index) const {
        Random random = random_stream(options_.seed, 2 * static_cast<std::uint64_t>(index));
        const std::vector<int> layer_taps = graded_layers(options_.taps, options_.layers, grading(index));
        // Two layers of a line turned at all angles, photographs: 67.1 dB from combs, 63.4 from scattered
        // taps.
        const bool combed = is_thin_ && index < static_cast<int>(std::size(tried_gradings));
        Candidate candidate{combed ? comb_start(target_, layer_taps)
                                   : scattered_start(target_, layer_taps, options_.allow_negative, random)};
        candidate.iterations = improve(worker, candidate.cascade, LmOptions{}.max_iterations).iterations;
        candidate.cost = score(worker, candidate.cascade);
        return candidate;
    }

    Candidate run_hop(Worker& worker, int index) const {
        Random random = random_stream(options_.seed, 2 * static_cast<std::uint64_t>(index) + 1);
        Candidate candidate{
            perturbed(best_.cascade, reach_, options_.allow_negative, worker.running, random)};
        const DescentSummary trial = improve(worker, candidate.cascade, trial_iterations);
        candidate.iterations = trial.iterations;
        if (trial.final_cost > hopeless * best_.cost) return candidate;
        candidate.iterations += improve(worker, candidate.cascade, hop_iterations).iterations;
        candidate.cost = score(worker, candidate.cascade);
        return candidate;
    }

    double grading(int start) const {
        return options_.grading > 0.0 ? options_.grading : tried_gradings[start % std::size(tried_gradings)];
    }

    DescentSummary improve(Worker& worker, Cascade& cascade, int iterations) const {
        LmOptions lm = lm_;
        lm.max_iterations = iterations;
        return levenberg_marquardt(worker.running, cascade, lm, worker.workspace);
    }

    static double score(Worker& worker, const Cascade& cascade) { return worker.scoring.evaluate(cascade); }

    int run_batch(int first, int count, bool hop) {
        std::vector<Candidate> candidates(count);
        std::atomic<int> next{0};
        const auto work = [&](Worker& worker) {
            for (int i = next++; i < count; i = next++) {
                candidates[i] = hop ? run_hop(worker, first + i) : run_start(worker, first + i);
                report(hop ? options_.starts * start_cost + first + i : start_cost * (first + i));
            }
        };
        {
            std::vector<std::jthread> threads;
            for (std::size_t t = 1; t < std::min(workers_.size(), candidates.size()); ++t)
                threads.emplace_back([&, t] { work(*workers_[t]); });
            work(*workers_[0]);
        }
        for (Candidate& candidate : candidates) accept(std::move(candidate));
        return count;
    }

    void accept(Candidate candidate) {
        summary_.iterations += candidate.iterations;
        if (!(candidate.cost < best_.cost)) return;
        best_ = std::move(candidate);
        summary_.curve.push_back({seconds(), summary_.iterations, best_.cost});
    }

    // `work` counts hops; a start takes about as long as three of them.
    static constexpr int start_cost = 3;
    void report(int work) {
        if (!options_.on_progress) return;
        const std::scoped_lock lock(report_mutex_);
        const double planned = static_cast<double>(options_.starts * start_cost + options_.hops);
        const double by_time = options_.budget_seconds > 0.0 ? seconds() / options_.budget_seconds : 0.0;
        done_ = std::max(done_, std::min(0.99, std::max(work / planned, by_time)));
        options_.on_progress(
            {done_, seconds(), best_.cost, best_.cascade.values.empty() ? nullptr : &best_.cascade});
    }

    void finish() {
        // The last steps are on the scoring grid: on the small one a cascade may hide leaks in the wrap.
        Worker& worker = *workers_[0];
        const DescentSummary polish =
            levenberg_marquardt(worker.scoring, best_.cascade, lm_, worker.workspace);
        summary_.iterations += polish.iterations;
        normalise_layers(best_.cascade);
        order_layers(best_.cascade);
        summary_.cost = worker.scoring.evaluate(best_.cascade);
        summary_.cascade = best_.cascade;
        summary_.kernel_psnr = kernel_psnr_of(summary_.cascade, target_);
        summary_.reason = cancelled()     ? StopReason::cancelled
                          : out_of_time() ? StopReason::out_of_time
                                          : StopReason::converged;
        for (const auto& each : workers_) summary_.memory += each->running.memory() + each->scoring.memory();
        summary_.seconds = seconds();
        summary_.curve.push_back({summary_.seconds, summary_.iterations, summary_.cost});
        if (options_.on_progress)
            options_.on_progress({1.0, summary_.seconds, summary_.cost, &summary_.cascade});
    }

    const DenseKernel& target_;
    const FitOptions& options_;
    const bool is_thin_;
    const double reach_;
    const Stopwatch watch_;
    std::vector<std::unique_ptr<Worker>> workers_;
    LmOptions lm_;
    Candidate best_;
    FitSummary summary_;
    std::mutex report_mutex_;
    double done_ = 0.0;
};

}  // namespace

Result<void> FitOptions::check() const {
    if (taps < 1 || taps > static_cast<int>(limits::max_taps)) return Error{"taps must be between 1 and 256"};
    if (layers < 1 || layers > static_cast<int>(limits::max_layers))
        return Error{"layers must be between 1 and 16"};
    if (!(grading == 0.0 || (grading >= 1.0 && grading <= 16.0)))
        return Error{"the grading must be between 1 and 16, or 0 for the best of several"};
    if (starts < 1 || starts > 1000) return Error{"starts must be between 1 and 1000"};
    if (hops < 0 || hops > 1'000'000) return Error{"hops must be between 0 and 1000000"};
    if (!(budget_seconds >= 0.0 && std::isfinite(budget_seconds)))
        return Error{"the budget must be 0 or more seconds"};
    if (threads < 0 || threads > 256) return Error{"threads must be between 0 and 256"};
    return {};
}

Result<void> check_target(const DenseKernel& target) {
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

double kernel_psnr_of(const Cascade& cascade, const DenseKernel& target) {
    return kernel_psnr(impulse_response(to_filter(cascade), scoring_grid(target) + 1), target);
}

Result<FitSummary> fit_kernel(const DenseKernel& target, const FitOptions& options) {
    if (auto status = options.check(); !status) return status.error();
    if (auto status = check_target(target); !status) return status.error();
    return KernelFit(target, options).run();
}

}  // namespace tapestry::offline
