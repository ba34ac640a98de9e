#include "offline/rivals/parallel_tempering.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <thread>
#include <utility>

#include "offline/work/stopwatch.h"
#include "offline/work/thread_count.h"
#include "tapestry/fit/fit_kernel.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {
namespace {

// Streams of a seed: candidate i draws its start from 2 i + 1 and its moves from 2 i + 2.
constexpr std::uint64_t swap_stream = 0;

int total_reach(const SparsePasses& passes) {
    int reach = 0;
    for (const auto& pass : passes) reach += reach_px(pass);
    return reach;
}

// Twice the target's own reach in all directions: a cascade that needs more wastes its light. A start that
// reaches further gets a grid that holds it.
int landscape_grid(const DenseKernel& target, const std::vector<SparsePasses>& starts) {
    int reach = std::max({target.width, target.height, 8}) - 1;
    for (const SparsePasses& start : starts) reach = std::max(reach, total_reach(start));
    return static_cast<int>(std::bit_ceil(static_cast<unsigned>(2 * (reach + 1))));
}

class TemperingRun {
  public:
    TemperingRun(const DenseKernel& target, const std::vector<SparsePasses>& starts, int budget,
                 const TemperingOptions& options)
        : options_(options),
          passes_(static_cast<int>(starts[0].size())),
          unknowns_(3.0 * budget),
          swaps_(random_stream(options.seed, swap_stream)) {
        CandidateRules rules;
        rules.budget = budget;
        rules.most_taps = std::min(budget - passes_ + 1, static_cast<int>(limits::max_taps));
        rules.allow_negative = options.allow_negative;
        rules.reach_px = std::max(target.width, target.height) / 2 + 1;
        rules.grid = landscape_grid(target, starts);
        for (std::size_t i = 0; i < starts.size(); ++i)
            candidates_.emplace_back(target, starts[i], rules, random_stream(options.seed, 2 * i + 2));
        for (int i = 0; i < options.candidates; ++i) on_rung_.push_back(i);
        summary_.cost = std::numeric_limits<double>::infinity();
        quench_counts_.resize(candidates_.size());
        summary_.rungs.resize(candidates_.size());
        const auto threads = static_cast<std::size_t>(thread_count(options.threads));
        threads_ = std::min<std::size_t>(threads, candidates_.size());
    }

    TemperingSummary run() {
        keep_best();
        summary_.start_cost = summary_.cost;
        const int tempered = static_cast<int>(std::lround((1.0 - options_.quench) * options_.iterations));
        while (summary_.iterations < options_.iterations && !cancelled()) {
            const bool quenching = summary_.iterations >= tempered;
            const int end = quenching ? options_.iterations : tempered;
            const int iterations = std::min(options_.iterations_per_visit, end - summary_.iterations);
            set_temperatures(quenching);
            visit_all(iterations * options_.proposals, quenching);
            if (!quenching) swap_neighbours();
            summary_.iterations += iterations;
            keep_best();
            summary_.costs.push_back(summary_.cost);
            report();
        }
        finish();
        return std::move(summary_);
    }

  private:
    bool cancelled() const { return options_.cancel && options_.cancel->load(std::memory_order_relaxed); }
    double seconds() const { return watch_.seconds(); }

    void set_temperatures(bool quenching) {
        if (quenching) {
            temperatures_.assign(candidates_.size(), 0.0);
            return;
        }
        double best = std::numeric_limits<double>::infinity();
        for (const TemperingCandidate& candidate : candidates_) best = std::min(best, candidate.cost());
        const double rungs = std::max(1.0, static_cast<double>(candidates_.size()) - 1.0);
        temperatures_.resize(candidates_.size());
        for (std::size_t k = 0; k < candidates_.size(); ++k) {
            const double excess = options_.coldest * std::pow(options_.hottest / options_.coldest,
                                                              static_cast<double>(k) / rungs);
            temperatures_[k] = summary_.rungs[k].temperature = 2.0 * excess * best / unknowns_;
        }
    }

    void visit_all(int moves, bool quenching) {
        const int pass = round_++ % passes_;
        std::atomic<std::size_t> next{0};
        const auto work = [&] {
            for (std::size_t k = next++; k < candidates_.size(); k = next++) {
                MoveCounts& counts = quenching ? quench_counts_[k] : summary_.rungs[k].moves;
                candidates_[on_rung_[k]].visit(pass, moves, temperatures_[k], counts);
            }
        };
        std::vector<std::jthread> threads;
        for (std::size_t t = 1; t < threads_; ++t) threads.emplace_back(work);
        work();
    }

    void swap_neighbours() {
        for (std::size_t k = 0; k + 1 < on_rung_.size(); ++k) {
            const double colder = candidates_[on_rung_[k]].cost(),
                         hotter = candidates_[on_rung_[k + 1]].cost();
            const double exponent = (colder - hotter) * (1.0 / temperatures_[k] - 1.0 / temperatures_[k + 1]);
            MoveCount& count = summary_.rungs[k].swaps;
            ++count.tried;
            if (!(uniform(swaps_) < std::exp(exponent))) continue;
            std::swap(on_rung_[k], on_rung_[k + 1]);
            ++count.accepted;
        }
    }

    void keep_best() {
        for (const TemperingCandidate& candidate : candidates_) {
            if (!(candidate.cost() < summary_.cost)) continue;
            summary_.cost = candidate.cost();
            summary_.passes = candidate.passes();
        }
    }

    void report() {
        if (!options_.on_progress) return;
        const double done = static_cast<double>(summary_.iterations) / options_.iterations;
        options_.on_progress({done, seconds(), summary_.cost, &summary_.passes});
    }

    void finish() {
        std::stable_sort(summary_.passes.begin(), summary_.passes.end(), [](const auto& a, const auto& b) {
            return layer_spread(a).variance < layer_spread(b).variance;
        });
        summary_.cascade = to_cascade(summary_.passes);
        for (const MoveCounts& counts : quench_counts_)
            for (std::size_t m = 0; m < tap_moves; ++m) {
                summary_.quench[m].tried += counts[m].tried;
                summary_.quench[m].accepted += counts[m].accepted;
            }
        for (const TemperingCandidate& candidate : candidates_) summary_.memory += candidate.memory();
        summary_.cancelled = summary_.iterations < options_.iterations;
        summary_.seconds = seconds();
    }

    const TemperingOptions& options_;
    const Stopwatch watch_;
    const int passes_;
    const double unknowns_;
    Random swaps_;
    std::vector<TemperingCandidate> candidates_;
    std::vector<int> on_rung_;  // index of the candidate on each rung
    std::vector<double> temperatures_;
    std::vector<MoveCounts> quench_counts_;
    std::size_t threads_ = 1;
    int round_ = 0;
    TemperingSummary summary_;
};

Result<void> check_start(const Cascade& cascade, const SparsePasses& passes, int layers, int budget) {
    if (cascade.layers() < 1 || cascade.layers() != layers)
        return Error{"tempering: every start must have the same number of layers, at least 1"};
    if (tap_count(passes) > budget) return Error{"tempering: the start has more taps than the budget"};
    for (const auto& pass : passes) {
        double sum = 0.0;
        for (const SplatTap& tap : pass) sum += tap.weight;
        if (!(std::abs(sum) > 1e-6) || !std::isfinite(sum) || !std::isfinite(layer_spread(pass).variance))
            return Error{"tempering: a start's layer has no weight or a number that is not finite"};
    }
    return {};
}

}  // namespace

Result<void> TemperingOptions::check() const {
    if (iterations < 1 || iterations > 100'000'000)
        return Error{"iterations must be between 1 and 100000000"};
    if (candidates < 1 || candidates > 256) return Error{"candidates must be between 1 and 256"};
    if (proposals < 1 || proposals > 1000) return Error{"proposals must be between 1 and 1000"};
    if (iterations_per_visit < 1 || iterations_per_visit > 1000)
        return Error{"iterations per visit must be between 1 and 1000"};
    const int most = static_cast<int>(limits::max_layers * limits::max_taps);
    if (tap_budget < 0 || tap_budget > most) return Error{"the tap budget must be between 0 and 4096"};
    if (!(hottest > 0.0 && hottest <= 1e6)) return Error{"hottest must be above 0 and at most 1e6"};
    if (!(coldest > 0.0 && coldest <= hottest)) return Error{"coldest must be above 0 and at most hottest"};
    if (!(quench >= 0.0 && quench <= 1.0)) return Error{"quench must be between 0 and 1"};
    if (threads < 0 || threads > 256) return Error{"threads must be between 0 and 256"};
    return {};
}

Result<TemperingSummary> parallel_tempering(const DenseKernel& target, const StartDraw& start,
                                            const TemperingOptions& options) {
    if (auto status = options.check(); !status) return status.error();
    if (auto status = check_target(target); !status) return status.error();
    std::vector<SparsePasses> starts;
    int layers = 0, budget = options.tap_budget;
    for (int i = 0; i < options.candidates; ++i) {
        Random random = random_stream(options.seed, 2 * static_cast<std::uint64_t>(i) + 1);
        const Cascade cascade = start(random);
        if (i == 0) layers = cascade.layers();
        if (i == 0 && budget == 0) budget = static_cast<int>(cascade.values.size());
        starts.push_back(without_idle_taps(cascade));
        if (auto status = check_start(cascade, starts.back(), layers, budget); !status) return status.error();
    }
    return TemperingRun(target, starts, budget, options).run();
}

}  // namespace tapestry::offline
