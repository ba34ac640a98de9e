#include "offline/rivals/parallel_tempering.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

#include "offline/fit/kernel_metrics.h"
#include "offline/kernels/kernels.h"
#include "tapestry/impulse_response.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

double dense_cost(const SparsePasses& passes, const DenseKernel& target) {
    const DenseKernel response = impulse_response(to_filter(to_cascade(passes)), 129);
    return std::pow(kernel_metrics(response, target).relative_l2, 2);
}

StartDraw sparse_sampling(const DenseKernel& target, int taps, int layers) {
    return [&target, taps, layers](Random& random) {
        return sparse_sampling_start(target, taps, layers, random);
    };
}

CandidateRules rules_of(int budget) {
    CandidateRules rules;
    rules.budget = budget;
    rules.most_taps = budget;
    rules.reach_px = 10.0;
    rules.grid = 64;
    return rules;
}

TemperingOptions short_run() {
    TemperingOptions options;
    options.iterations = 300;
    options.candidates = 4;
    return options;
}

bool same_taps(const SparsePasses& a, const SparsePasses& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t l = 0; l < a.size(); ++l)
        if (a[l].size() != b[l].size() ||
            std::memcmp(a[l].data(), b[l].data(), a[l].size() * sizeof(SplatTap)) != 0)
            return false;
    return true;
}

}  // namespace

TEST_CASE("a candidate's cost is that of its dense response, after any moves at any temperature") {
    const DenseKernel kernel = *disk_kernel(9.0);
    for (const bool allow_negative : {true, false})
        for (const double temperature : {0.0, 1e-4, 1e-2, 1.0}) {
            Random random(3);
            const SparsePasses start = without_idle_taps(sparse_sampling_start(kernel, 6, 3, random));
            CandidateRules rules = rules_of(24);
            rules.allow_negative = allow_negative;
            TemperingCandidate candidate(kernel, start, rules, random);
            CHECK(candidate.cost() == doctest::Approx(dense_cost(start, kernel)).epsilon(1e-9));
            MoveCounts counts{};
            for (int visit = 0; visit < 12; ++visit) {
                candidate.visit(visit % 3, 60, temperature, counts);
                CHECK(std::abs(candidate.cost() - dense_cost(candidate.passes(), kernel)) <
                      1e-9 * (1.0 + candidate.cost()));
            }
            if (temperature == 1e-2)
                for (const MoveCount& count : counts) CHECK(count.accepted > 0);
        }
}

TEST_CASE("a pass of one tap moves, and nothing else") {
    const DenseKernel kernel = *disk_kernel(4.0);
    TemperingCandidate candidate(kernel, {{{5.0, -3.0, 1.0}}, {{-1.0, 0.5, 2.0}}}, rules_of(2), Random(1));
    const double before = candidate.cost();
    MoveCounts counts{};
    for (int visit = 0; visit < 6; ++visit) candidate.visit(visit % 2, 50, 0.0, counts);
    CHECK(candidate.cost() < before);
    CHECK(candidate.cost() == doctest::Approx(dense_cost(candidate.passes(), kernel)).epsilon(1e-9));
    CHECK(tap_count(candidate.passes()) == 2);
    for (const auto& pass : candidate.passes()) CHECK(pass[0].weight == 1.0);
}

TEST_CASE("at temperature 0 no visit ends with a higher cost") {
    const DenseKernel kernel = *disk_kernel(7.0);
    Random random(8);
    const SparsePasses start = without_idle_taps(random_start(kernel, 6, 3, random));
    TemperingCandidate candidate(kernel, start, rules_of(18), random);
    MoveCounts counts{};
    double before = candidate.cost();
    for (int visit = 0; visit < 30; ++visit) {
        candidate.visit(visit % 3, 20, 0.0, counts);
        CHECK(candidate.cost() <= before * (1.0 + 1e-12));
        before = candidate.cost();
    }
}

TEST_CASE("taps stay within the budget and within reach, weights at 0 or above where asked") {
    const DenseKernel kernel = *disk_kernel(8.0);
    for (const bool allow_negative : {true, false}) {
        Random random(5);
        const SparsePasses start = without_idle_taps(sparse_sampling_start(kernel, 4, 3, random));
        CandidateRules rules = rules_of(16);
        rules.allow_negative = allow_negative;
        TemperingCandidate candidate(kernel, start, rules, random);
        MoveCounts counts{};
        int most = 0;
        bool negative = false;
        for (int visit = 0; visit < 90; ++visit) {
            candidate.visit(visit % 3, 40, 3e-3, counts);
            int reach = 0;
            for (const auto& pass : candidate.passes()) {
                double sum = 0.0;
                for (const SplatTap& tap : pass) {
                    sum += tap.weight;
                    negative = negative || tap.weight < 0.0;
                }
                CHECK(sum == doctest::Approx(1.0).epsilon(1e-12));
                CHECK(reach_px(pass) <= 10);
                reach += reach_px(pass);
            }
            CHECK(reach <= 31);
            most = std::max(most, tap_count(candidate.passes()));
        }
        CHECK(most == 16);
        CHECK(negative == allow_negative);
    }
}

TEST_CASE("a run is as good as its summary says, never worse than its start, and its cost only falls") {
    const DenseKernel kernel = *disk_kernel(9.0);
    const TemperingOptions options = short_run();
    const TemperingSummary summary = *parallel_tempering(kernel, sparse_sampling(kernel, 6, 3), options);
    CHECK(summary.cost < 0.5 * summary.start_cost);
    CHECK(summary.cost == doctest::Approx(dense_cost(summary.passes, kernel)).epsilon(1e-9));
    CHECK(tap_count(summary.passes) <= 18);
    CHECK(summary.cascade.layers() == 3);
    CHECK(summary.iterations == 300);
    CHECK_FALSE(summary.cancelled);
    CHECK(summary.costs.front() <= summary.start_cost);
    CHECK(summary.costs.back() == summary.cost);
    for (std::size_t i = 1; i < summary.costs.size(); ++i) CHECK(summary.costs[i] <= summary.costs[i - 1]);
    REQUIRE(summary.rungs.size() == 4);
    for (std::size_t k = 0; k + 1 < 4; ++k) {
        CHECK(summary.rungs[k].temperature < summary.rungs[k + 1].temperature);
        CHECK(summary.rungs[k].swaps.tried > 0);
    }
    CHECK(summary.memory > 0);
}

TEST_CASE("a start that fits is not spoiled: a target that it makes exactly") {
    Cascade truth(2, 3);
    truth.values = {{-2.25, 0.5, 0.3},  {1.75, -1.25, 0.3}, {0.25, 2.5, 0.4},
                    {-0.75, 0.25, 0.5}, {0.5, -0.5, 0.25},  {0.25, 0.75, 0.25}};
    const DenseKernel kernel = impulse_response(to_filter(truth), 15);
    const auto summary = parallel_tempering(
        kernel, [&](Random&) { return truth; }, short_run());
    CHECK(summary->cost < 1e-12);
}

TEST_CASE("equal seeds give equal taps for any number of threads; other seeds do not") {
    const DenseKernel kernel = *disk_kernel(6.0);
    const auto run = [&](std::uint64_t seed, int threads) {
        TemperingOptions options = short_run();
        options.seed = seed;
        options.threads = threads;
        return parallel_tempering(kernel, sparse_sampling(kernel, 5, 2), options)->passes;
    };
    const SparsePasses one = run(7, 1);
    CHECK(same_taps(one, run(7, 2)));
    CHECK(same_taps(one, run(7, 16)));
    CHECK_FALSE(same_taps(one, run(8, 1)));
}

TEST_CASE("a tap budget above the start's is used, one below it is refused") {
    const DenseKernel kernel = *disk_kernel(7.0);
    TemperingOptions options = short_run();
    options.tap_budget = 14;
    const auto larger = parallel_tempering(kernel, sparse_sampling(kernel, 4, 2), options);
    CHECK(tap_count(larger->passes) > 8);
    CHECK(tap_count(larger->passes) <= 14);
    options.tap_budget = 7;
    CHECK(parallel_tempering(kernel, sparse_sampling(kernel, 4, 2), options).error().message ==
          "tempering: the start has more taps than the budget");
}

TEST_CASE("a start that reaches beyond the target is scored with all of its light") {
    const DenseKernel kernel = *disk_kernel(3.0);
    Cascade far(2, 2);
    far.values = {{-20.0, 0.0, 0.5}, {20.0, 0.0, 0.5}, {0.0, -15.5, 0.5}, {0.0, 15.5, 0.5}};
    TemperingOptions options = short_run();
    const auto summary = parallel_tempering(
        kernel, [&](Random&) { return far; }, options);
    CHECK(summary->start_cost == doctest::Approx(dense_cost(without_idle_taps(far), kernel)).epsilon(1e-9));
    CHECK(summary->cost < summary->start_cost);
}

TEST_CASE("idle taps are not carried along") {
    Cascade cascade(2, 3);
    cascade.values = {{1.0, 0.0, 0.5}, {0.0, 0.0, 0.0}, {-1.0, 0.0, 0.5},
                      {0.0, 0.0, 0.0}, {0.0, 0.0, 0.0}, {0.0, 0.0, 0.0}};
    const SparsePasses passes = without_idle_taps(cascade);
    CHECK(tap_count(passes) == 3);
    CHECK(passes[1].size() == 1);
    const Cascade again = to_cascade(passes);
    CHECK(again.layer_taps == std::vector<int>{2, 1});
    const DenseKernel response = impulse_response(to_filter(again), 3);
    CHECK(response.at(0, 1) == 0.5);
    CHECK(response.at(2, 1) == 0.5);
}

TEST_CASE("a run reports progress that only grows, and can be cancelled from its own report") {
    const DenseKernel kernel = *disk_kernel(6.0);
    std::atomic<bool> cancel{false};
    double last = 0.0;
    int reports = 0;
    TemperingOptions options;
    options.candidates = 2;
    options.cancel = &cancel;
    options.on_progress = [&](const TemperingProgress& progress) {
        CHECK(progress.done > last);
        CHECK(tap_count(*progress.best) <= 10);
        last = progress.done;
        if (++reports == 3) cancel = true;
    };
    const TemperingSummary summary = *parallel_tempering(kernel, sparse_sampling(kernel, 5, 2), options);
    CHECK(summary.cancelled);
    CHECK(reports == 3);
    CHECK(summary.iterations < options.iterations);
    CHECK(summary.cost == doctest::Approx(dense_cost(summary.passes, kernel)).epsilon(1e-9));
}

TEST_CASE("bad options, starts and kernels are refused by name") {
    const DenseKernel kernel = *disk_kernel(3.0);
    const auto error = [&](auto&& change) {
        TemperingOptions options;
        change(options);
        return parallel_tempering(kernel, sparse_sampling(kernel, 3, 2), options).error().message;
    };
    CHECK(error([](auto& o) { o.iterations = 0; }) == "iterations must be between 1 and 100000000");
    CHECK(error([](auto& o) { o.candidates = 257; }) == "candidates must be between 1 and 256");
    CHECK(error([](auto& o) { o.proposals = 0; }) == "proposals must be between 1 and 1000");
    CHECK(error([](auto& o) { o.iterations_per_visit = 0; }) ==
          "iterations per visit must be between 1 and 1000");
    CHECK(error([](auto& o) { o.tap_budget = -1; }) == "the tap budget must be between 0 and 4096");
    CHECK(error([](auto& o) { o.hottest = std::nan(""); }) == "hottest must be above 0 and at most 1e6");
    CHECK(error([](auto& o) { o.coldest = 20.0; }) == "coldest must be above 0 and at most hottest");
    CHECK(error([](auto& o) { o.quench = 1.5; }) == "quench must be between 0 and 1");
    CHECK(error([](auto& o) { o.threads = -1; }) == "threads must be between 0 and 256");
    const auto refused = [&](const Cascade& start) {
        return parallel_tempering(kernel, [&](Random&) { return start; }, {}).error().message;
    };
    CHECK(refused(Cascade()) == "tempering: every start must have the same number of layers, at least 1");
    Cascade cancelling(1, 2);
    cancelling.values = {{0.0, 0.0, 1.0}, {1.0, 0.0, -1.0}};
    CHECK(refused(cancelling) == "tempering: a start's layer has no weight or a number that is not finite");
    CHECK_FALSE(parallel_tempering(DenseKernel{1, 1, {0.0}}, sparse_sampling(kernel, 3, 2), {}));
}
