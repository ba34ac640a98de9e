/// Fits one kernel: options -> fit_kernel -> summary.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "offline/fit/cascade.h"
#include "offline/fit/levenberg_marquardt.h"
#include "offline/fit/objective.h"
#include "tapestry/reference.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// What can be seen of a fit while it runs.
struct FitProgress {
    double done = 0.0;     ///< [0, 1], share of the planned work
    double seconds = 0.0;  ///< since the fit began
    double best_cost = 0.0;
};

struct FitOptions {
    int taps = 24;                                  ///< [1, 256] a layer
    int layers = 4;                                 ///< [1, 16]
    std::uint64_t seed = 1;                         ///< of every random choice: equal seeds give equal bytes
    int starts = 6;                                 ///< [1, 1000] sparse-sampling starts, the best is kept
    bool allow_negative = false;                    ///< weights below 0: sharper fits that ring on highlights
    ErrorSpectrum spectrum = ErrorSpectrum::photo;  ///< every start first runs flat
    const std::atomic<bool>* cancel = nullptr;      ///< set from any thread to stop with the best so far
    std::function<void(const FitProgress&)> on_progress;  ///< called from the fitting thread; may be empty

    /// Error: the first option out of its range, by name.
    Status check() const;
};

struct FitSummary {
    Cascade cascade;  ///< layers normalised, smallest first
    int iterations = 0;
    double cost = 0.0;
    double kernel_psnr = 0.0;  ///< dB, of the impulse response, leaked light counted
    double seconds = 0.0;
    StopReason reason = StopReason::converged;  ///< of the start that won
    std::vector<double> costs;                  ///< best final cost after each start
    std::size_t memory = 0;                     ///< bytes that the objective held
};

/// Multi-start Levenberg-Marquardt. Error: an option out of range; a kernel with no light or larger than 255
/// x 255.
Result<FitSummary> fit_kernel(const DenseKernel& target, const FitOptions& options);

/// dB of a cascade's impulse response against a target, on a grid wide enough for what leaks.
double kernel_psnr_of(const Cascade& cascade, const DenseKernel& target);

}  // namespace tapestry::offline
