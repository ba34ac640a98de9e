/// Our fit and the published recipe, run and judged.
#pragma once

#include <cstdint>
#include <vector>

#include "offline/study/bench.h"
#include "offline/study/kernel_case.h"
#include "offline/study/row.h"

namespace tapestry::offline::study {

struct CascadeSize {
    int taps = 24;  ///< a layer
    int layers = 4;

    bool operator==(const CascadeSize&) const = default;
};

/// How long our fit may look.
struct Effort {
    int starts = 16;
    int hops = 160;
    double budget_seconds = 0.0;  ///< above 0: as `fit --budget`, and `hops` is no limit
};

struct PublishedRun {
    CascadeSize size;
    StartKind start = StartKind::sparse_sampling;
    int steps = 1000;
    bool with_curve = false;
};

/// One row: the default fit, or with `allow_negative` the signed one, on one core.
Result<std::vector<Row>> run_ours(const KernelCase& kernel, CascadeSize size, bool allow_negative,
                                  const Effort& effort, std::uint64_t seed, Bench& bench);

/// One row: a single Levenberg-Marquardt run from one scattered start, as the default fit begins with.
Result<std::vector<Row>> run_one_start(const KernelCase& kernel, CascadeSize size, std::uint64_t seed,
                                       Bench& bench);

/// One row: a single Levenberg-Marquardt run from a published start, with its curve.
Result<std::vector<Row>> run_from_start(const KernelCase& kernel, CascadeSize size, StartKind start,
                                        std::uint64_t seed, Bench& bench);

/// Two rows: the published recipe with its layers normalised, and as it comes.
Result<std::vector<Row>> run_published(const KernelCase& kernel, const PublishedRun& run, std::uint64_t seed,
                                       Bench& bench);

/// Whether a curve has a point at this step: every step up to 10, then 12 a decade, and the last.
bool is_curve_step(long long step, long long last);

}  // namespace tapestry::offline::study
