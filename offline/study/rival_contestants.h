/// The rivals, run and judged.
#pragma once

#include <cstdint>
#include <vector>

#include "offline/study/bench.h"
#include "offline/study/fit_contestants.h"
#include "offline/study/kernel_case.h"
#include "offline/study/row.h"

namespace tapestry::offline::study {

struct TemperingRun {
    CascadeSize size;  ///< its taps over all layers are the budget
    StartKind start = StartKind::sparse_sampling;
    long long steps = 100'000;  ///< iterations of all candidates together
    bool with_curve = false;
};

/// One row: parallel tempering on one core. With `then_ours` a second one: the default fit, of the same size
/// and stopped after a hundredth of tempering's time.
Result<std::vector<Row>> run_tempering(const KernelCase& kernel, const TemperingRun& run, bool then_ours,
                                       std::uint64_t seed, Bench& bench);

/// One row a rank, 1..ranks.
Result<std::vector<Row>> run_low_rank(const KernelCase& kernel, int ranks, Bench& bench);

/// Separable Gaussian, Kawase and dual filter. Precondition: the kernel is a Gaussian.
Result<std::vector<Row>> run_gaussian_rivals(const KernelCase& kernel, Bench& bench);

}  // namespace tapestry::offline::study
