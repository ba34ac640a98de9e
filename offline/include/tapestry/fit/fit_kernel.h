/// Fits one kernel: options -> fit_kernel -> summary.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/fit/descent_summary.h"
#include "tapestry/fit/error_spectrum.h"
#include "tapestry/fit/tap_cascade.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// What can be seen of a fit while it runs.
struct FitProgress {
    double done = 0.0;     ///< [0, 1], share of the planned work or of the budget
    double seconds = 0.0;  ///< since the fit began
    double best_cost = 0.0;
    const Cascade* best = nullptr;  ///< best so far, layers not yet normalised; valid during the call
};

struct FitOptions {
    int taps = 24;   ///< [1, 256] a layer, in the mean: taps x layers reads in all
    int layers = 4;  ///< [1, 16]
    /// Taps of a layer / taps of the next smaller one, [1, 16]; 1: equal layers, as published; 0: starts try
    /// several and the best goes on.
    double grading = 0.0;
    bool allow_negative = false;  ///< weights below 0: sharper fits that ring on highlights
    ErrorSpectrum spectrum = ErrorSpectrum::photo;
    std::uint64_t seed = 1;  ///< of every random choice
    int starts = 16;         ///< [1, 1000] Levenberg-Marquardt runs from scattered starts; the best goes on
    int hops = 160;          ///< [0, 1e6] basin hops from the best
    /// Seconds after which to stop, 0 = never: for people. Starts and hops are then limits, and bytes may
    /// differ from run to run.
    double budget_seconds = 0.0;
    int threads = 0;  ///< [0, 256]; 0 = as many as the machine has. The result does not depend on it.
    const std::atomic<bool>* cancel = nullptr;  ///< set from any thread to stop with the best so far
    std::function<void(const FitProgress&)>
        on_progress;  ///< called from worker threads, one at a time; may be empty

    /// Error: the first option out of its range, by name.
    TAPESTRY_FIT_EXPORT Result<void> check() const;
};

/// The best cost at a moment of the fit.
struct CostPoint {
    double seconds = 0.0;
    int iterations = 0;  ///< Levenberg-Marquardt steps tried so far, all runs together
    double cost = 0.0;
};

struct FitSummary {
    Cascade cascade;  ///< layers normalised, smallest first
    double cost = 0.0;
    double kernel_psnr = 0.0;  ///< dB, of the impulse response, leaked light counted
    int starts = 0;            ///< runs made
    int hops = 0;              ///< hops made
    int iterations = 0;        ///< Levenberg-Marquardt steps tried
    double seconds = 0.0;
    StopReason reason = StopReason::converged;  ///< converged: all starts and hops were made
    std::vector<CostPoint> curve;               ///< whenever the best improved
    std::size_t memory = 0;                     ///< bytes that the objectives held, all threads
};

/// Multi-start Levenberg-Marquardt, then basin hopping from the best. Deterministic for a seed, a number of
/// starts and a number of hops. Error: an option out of range; a kernel with no light or larger than 255 x
/// 255.
TAPESTRY_FIT_EXPORT Result<FitSummary> fit_kernel(const DenseKernel& target, const FitOptions& options);

/// What fit_kernel says of a target that cannot be fitted; for other solvers.
TAPESTRY_FIT_EXPORT Result<void> check_target(const DenseKernel& target);

/// dB of a cascade's impulse response against a target, on a grid wide enough for what leaks.
TAPESTRY_FIT_EXPORT double kernel_psnr_of(const Cascade& cascade, const DenseKernel& target);

}  // namespace tapestry::offline
