#include "offline/fit/levenberg_marquardt.h"

#include <doctest/doctest.h>

#include "offline/fit/starts.h"
#include "offline/kernels/kernels.h"
#include "tapestry/impulse_response.h"

using namespace tapestry;
using namespace tapestry::offline;

TEST_CASE("a kernel that a cascade can make exactly is found from nearby") {
    // A quarter-pixel-shifted pair in two layers; the minimum is 0.
    Cascade truth(2, 3);
    truth.values = {{-2.25, 0.5, 0.3},  {1.75, -1.25, 0.3}, {0.25, 2.5, 0.4},
                    {-0.75, 0.25, 0.5}, {0.5, -0.5, 0.25},  {0.25, 0.75, 0.25}};
    const DenseKernel kernel = impulse_response(to_filter(truth), 15);
    Objective objective(kernel, ErrorSpectrum::flat, 2, 64);
    Cascade cascade = truth;
    Random random(4);
    for (SplatTap& tap : cascade.values) {
        tap.x += 0.2 * (uniform(random) - 0.5);
        tap.y += 0.2 * (uniform(random) - 0.5);
        tap.weight += 0.05 * (uniform(random) - 0.5);
    }
    LmWorkspace workspace;
    const DescentSummary summary = levenberg_marquardt(objective, cascade, {}, workspace);
    CHECK(summary.final_cost < 1e-6 * summary.initial_cost);
}

TEST_CASE("non-negative fits keep every weight at 0 or above, signed ones may not; neither ends worse") {
    const DenseKernel kernel = *disk_kernel(6.0);
    for (const bool non_negative : {true, false}) {
        Random random(2);
        Cascade cascade = sparse_sampling_start(kernel, 8, 2, random);
        // Misplaced taps whose weight wants to go below 0.
        for (int i = 0; i < 3; ++i) cascade.values[i] = {9.0 + i, 9.0, 0.05};
        Objective objective(kernel, ErrorSpectrum::flat, 2, scoring_grid(kernel));
        LmWorkspace workspace;
        LmOptions options;
        options.non_negative = non_negative;
        const DescentSummary summary = levenberg_marquardt(objective, cascade, options, workspace);
        CHECK(summary.final_cost < summary.initial_cost);
        CHECK(objective.evaluate(cascade) == doctest::Approx(summary.final_cost));
        if (non_negative)
            for (const SplatTap& tap : cascade.values) CHECK(tap.weight >= 0.0);
    }
}

TEST_CASE("a cancelled run stops at once and says so") {
    const DenseKernel kernel = *disk_kernel(6.0);
    Random random(2);
    Cascade cascade = sparse_sampling_start(kernel, 8, 2, random);
    Objective objective(kernel, ErrorSpectrum::flat, 2, scoring_grid(kernel));
    LmWorkspace workspace;
    LmOptions options;
    options.should_stop = [] { return true; };
    const DescentSummary summary = levenberg_marquardt(objective, cascade, options, workspace);
    CHECK(summary.reason == StopReason::cancelled);
    CHECK(summary.iterations == 0);
}
