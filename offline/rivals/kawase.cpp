#include "offline/rivals/kawase.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "offline/kernels/moments.h"
#include "offline/rivals/gaussian_match.h"

namespace tapestry::offline {
namespace {

// Above, the next preset is nearer to a Gaussian by so much that its passes pay: at sigma 7, the first one's
// relative L2 error is .23 (stretch 1.33), the second's .10 (0.72).
constexpr double most_stretch = 1.2;

// The stretch with a given variance. Bilinear reads make it ripple as it grows; bisection finds a crossing.
double stretch_for(std::span<const int> iterations, double variance) {
    double low = 0.0, high = 1.0;
    while (kawase_variance(iterations, high) < variance) high *= 2.0;
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (low + high);
        (kawase_variance(iterations, middle) < variance ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

std::string kawase_name(const KawasePreset& preset, double stretch) {
    std::array<char, 64> text;
    std::snprintf(text.data(), text.size(), "Kawase %d x %.2f", preset.size_px, stretch);
    return text.data();
}

}  // namespace

std::span<const KawasePreset> kawase_presets() {
    static const std::array<KawasePreset, 3> presets = {{
        {35, {0, 1, 2, 2, 3}},
        {63, {0, 1, 2, 3, 4, 4, 5}},
        {127, {0, 1, 2, 3, 4, 5, 7, 8, 9, 10}},
    }};
    return presets;
}

Filter kawase_filter(std::span<const int> iterations, double stretch) {
    Filter filter;
    filter.layer_taps.assign(iterations.size(), 4);
    for (const int iteration : iterations) {
        const double diagonal = stretch * (iteration + 0.5);
        for (const double y : {-diagonal, diagonal})
            for (const double x : {-diagonal, diagonal}) filter.values.push_back({x, y, 0.25});
    }
    return filter;
}

double kawase_variance(std::span<const int> iterations, double stretch) {
    double variance = 0.0;
    for (const int iteration : iterations) {
        const double diagonal = stretch * (iteration + 0.5);
        const double fraction = diagonal - std::floor(diagonal);
        variance += diagonal * diagonal + fraction * (1.0 - fraction);
    }
    return variance;
}

Result<FilterMethod> kawase_method(const DenseKernel& kernel) {
    if (const auto sigma = sigma_of(kernel, "Kawase"); !sigma) return sigma.error();
    // The variance, because it is what low frequencies see, of which photographs are made.
    const double variance = moments(kernel).variance();
    const KawasePreset* preset = &kawase_presets().front();
    while (preset != &kawase_presets().back() && stretch_for(preset->iterations, variance) > most_stretch)
        ++preset;
    const double stretch = stretch_for(preset->iterations, variance);
    return cascade_method(kawase_name(*preset, stretch), kawase_filter(preset->iterations, stretch));
}

}  // namespace tapestry::offline
