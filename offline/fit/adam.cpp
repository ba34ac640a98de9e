#include "offline/fit/adam.h"

#include <algorithm>
#include <cmath>

#include "offline/fit/cascade_spectra.h"
#include "offline/fit/objective.h"
#include "offline/fit/splat.h"

namespace tapestry::offline {

CharbonnierLoss::CharbonnierLoss(const DenseKernel& target, int layers, double width)
    : fft_(scoring_grid(target)),
      spectra_(fft_, layers),
      product_(fft_.make_spectrum()),
      target_(static_cast<std::size_t>(fft_.size()) * fft_.size()),
      grid_(target_.size()),
      width_(width) {
    Spectrum spectrum = spectrum_of(target, fft_);
    fft_.inverse(spectrum, target_.data());
    peak_ = *std::max_element(target.values.begin(), target.values.end());
}

double CharbonnierLoss::evaluate(const Cascade& cascade, std::vector<double>& gradient) {
    spectra_.transform(cascade);
    spectra_.compute_others();
    product_ = spectra_.response();
    fft_.inverse(product_, grid_.data());
    double loss = 0.0;
    const double share = 1.0 / static_cast<double>(grid_.size());
    for (std::size_t i = 0; i < grid_.size(); ++i) {
        const double error = (grid_[i] - target_[i]) / peak_;
        const double value = std::sqrt(error * error + width_ * width_);
        loss += value * share;
        grid_[i] = error / value * share / peak_;
    }
    Spectrum slope = fft_.make_spectrum();
    fft_.forward(grid_.data(), slope);
    gradient.resize(3 * cascade.values.size());
    for (int l = 0; l < cascade.layers(); ++l) {
        correlate(spectra_.others(l), slope, nullptr, product_);
        fft_.inverse(product_, grid_.data());
        splat_derivatives(cascade.layer(l), fft_.size(), grid_.data(),
                          gradient.data() + static_cast<std::size_t>(3) * cascade.first_tap(l));
    }
    return loss;
}

AdamSummary adam(const DenseKernel& target, Cascade& cascade, const AdamOptions& options) {
    constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
    CharbonnierLoss loss(target, cascade.layers(), options.charbonnier_width);
    const double unit = options.scale_positions ? std::max({target.width / 2, target.height / 2, 1}) : 1.0;
    std::vector<double> gradient, first(3 * cascade.values.size(), 0.0), second(first);
    AdamSummary summary;
    for (; summary.steps < options.steps; ++summary.steps) {
        if (options.should_stop && options.should_stop()) break;
        summary.loss = loss.evaluate(cascade, gradient);
        if (options.on_step) options.on_step(summary.steps, summary.loss);
        const double t = summary.steps / std::max(1.0, options.steps - 1.0);
        const double rate = options.first_rate + (options.last_rate - options.first_rate) * t;
        const double correct1 = 1.0 - std::pow(beta1, summary.steps + 1);
        const double correct2 = 1.0 - std::pow(beta2, summary.steps + 1);
        for (std::size_t i = 0; i < gradient.size(); ++i) {
            SplatTap& tap = cascade.values[i / 3];
            double& value = i % 3 == 0 ? tap.weight : i % 3 == 1 ? tap.x : tap.y;
            const double scale = i % 3 == 0 ? 1.0 : unit;
            const double g = gradient[i] * scale;
            first[i] = beta1 * first[i] + (1.0 - beta1) * g;
            second[i] = beta2 * second[i] + (1.0 - beta2) * g * g;
            value -= scale * rate * (first[i] / correct1) / (std::sqrt(second[i] / correct2) + epsilon);
        }
    }
    return summary;
}

}  // namespace tapestry::offline
