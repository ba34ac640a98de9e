/// The published recipe: Adam on the Charbonnier loss, first order, as the thing to beat.
///
/// Sources: Wu, Cao, Huo, DISK, ICLR 2026 (Charbonnier loss between synthesised and target kernel, learning
/// rate linearly 1e-3 -> 1e-4, 1,000 steps); Kingma, Ba, "Adam", ICLR 2015 (beta 0.9, 0.999, epsilon 1e-8).
#pragma once

#include <functional>
#include <vector>

#include "offline/fit/cascade_spectra.h"
#include "tapestry/image.h"

namespace tapestry::offline {

struct AdamOptions {
    int steps = 1000;                 ///< [1, inf)
    double first_rate = 1e-3;         ///< learning rate of the first step
    double last_rate = 1e-4;          ///< and of the last, linear between
    double charbonnier_width = 1e-3;  ///< of the target's peak: sqrt(error^2 + width^2); the paper gives none
    /// Positions are learned in units of the kernel's half size, so that one rate serves weights and
    /// positions.
    bool scale_positions = true;
    std::function<bool()> should_stop = {};                   ///< polled every step
    std::function<void(int step, double loss)> on_step = {};  ///< after every step
};

/// Mean Charbonnier loss over the scoring grid, kernel scaled to peak 1.
class CharbonnierLoss {
  public:
    CharbonnierLoss(const DenseKernel& target, int layers, double width);
    CharbonnierLoss(const CharbonnierLoss&) = delete;
    CharbonnierLoss& operator=(const CharbonnierLoss&) = delete;

    /// Loss; fills d loss / d unknown, ordered as Objective's.
    double evaluate(const Cascade& cascade, std::vector<double>& gradient);

  private:
    Fft2d fft_;
    CascadeSpectra spectra_;
    Spectrum product_;
    std::vector<double> target_;
    std::vector<double> grid_;
    double width_;
    double peak_ = 1.0;
};

struct AdamSummary {
    int steps = 0;
    double loss = 0.0;
};

/// Improves `cascade` in place; weights are free and nothing is normalised, as published.
AdamSummary adam(const DenseKernel& target, Cascade& cascade, const AdamOptions& options);

}  // namespace tapestry::offline
