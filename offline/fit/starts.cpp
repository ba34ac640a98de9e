#include "offline/fit/starts.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "offline/kernels/moments.h"

namespace tapestry::offline {
namespace {

struct SamplePoint {
    double x, y;
};

// A lit cell and how densely it is to be sampled, relative to the brightest.
struct LitCell {
    SamplePoint centre;
    double density;
};

// Cells above 1 % of the brightest, so that the tails of a Gaussian or of diffraction do not count; all
// alike.
std::vector<LitCell> support(const DenseKernel& kernel) {
    const double peak = *std::max_element(kernel.values.begin(), kernel.values.end());
    std::vector<LitCell> cells;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            if (kernel.at(x, y) > 0.01 * peak)
                cells.push_back({{x - kernel.width / 2 + 0.0, y - kernel.height / 2 + 0.0}, 1.0});
    return cells;
}

// Every lit cell, denser where it is brighter, by the fourth root: for uniform shapes the support, for
// diffraction patterns a share of the taps for the faint rings, which hold much of the light (5 dB better for
// spherical aberration, 2 dB for coma, than the support; the square root and the light itself do worse).
std::vector<LitCell> graded_support(const DenseKernel& kernel) {
    const double peak = *std::max_element(kernel.values.begin(), kernel.values.end());
    std::vector<LitCell> cells;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            if (kernel.at(x, y) > 0.0)
                cells.push_back({{x - kernel.width / 2 + 0.0, y - kernel.height / 2 + 0.0},
                                 std::pow(kernel.at(x, y) / peak, 0.25)});
    return cells;
}

// The mean spacing of taps over S cells, S counted by participation where cells differ.
double sample_spacing(const std::vector<LitCell>& cells, int taps) {
    double sum = 0.0, squares = 0.0;
    for (const LitCell& cell : cells) {
        sum += cell.density;
        squares += cell.density * cell.density;
    }
    return std::sqrt(sum * sum / squares / (taps * std::numbers::pi));
}

// Dart throwing; where cells are sparser darts keep farther apart; when no dart finds room the spacing gives
// way.
std::vector<SamplePoint> poisson_sample(const std::vector<LitCell>& cells, int count, double spacing,
                                        Random& random) {
    constexpr int patience = 60;
    std::vector<double> cumulative;
    double sum = 0.0;
    for (const LitCell& cell : cells) cumulative.push_back(sum += cell.density);
    std::vector<SamplePoint> chosen;
    int misses = 0;
    while (static_cast<int>(chosen.size()) < count) {
        const auto at = std::upper_bound(cumulative.begin(), cumulative.end(), uniform(random) * sum);
        const LitCell& cell = cells[std::min<std::size_t>(at - cumulative.begin(), cells.size() - 1)];
        const SamplePoint p{cell.centre.x + uniform(random) - 0.5, cell.centre.y + uniform(random) - 0.5};
        const double clearance = spacing / std::sqrt(cell.density);
        const bool free = std::all_of(chosen.begin(), chosen.end(), [&](const SamplePoint& other) {
            return std::hypot(p.x - other.x, p.y - other.y) >= clearance;
        });
        if (free) {
            chosen.push_back(p);
            misses = 0;
        } else if (++misses == patience) {
            spacing *= 0.95;
            misses = 0;
        }
    }
    return chosen;
}

void sample_first_layer(Cascade& cascade, const std::vector<LitCell>& cells, double spacing, Random& random) {
    const std::span<SplatTap> layer = cascade.layer(0);
    const int taps = static_cast<int>(layer.size());
    const std::vector<SamplePoint> points = poisson_sample(cells, taps, spacing, random);
    for (int i = 0; i < taps; ++i) layer[i] = {points[i].x, points[i].y, 1.0 / taps};
}

void place_on_circle(std::span<SplatTap> layer, double radius, double phase) {
    const double count = static_cast<double>(layer.size());
    for (std::size_t i = 0; i < layer.size(); ++i) {
        const double angle = 2.0 * std::numbers::pi * (static_cast<double>(i) + phase) / count;
        layer[i] = {radius * std::cos(angle), radius * std::sin(angle), 1.0 / count};
    }
}

void scatter_in_disk(std::span<SplatTap> layer, double radius, Random& random) {
    for (SplatTap& tap : layer) {
        const double angle = 2.0 * std::numbers::pi * uniform(random);
        const double distance = radius * std::sqrt(uniform(random));
        tap = {distance * std::cos(angle), distance * std::sin(angle),
               1.0 / static_cast<double>(layer.size())};
    }
}

void draw_signed_weights(std::span<SplatTap> layer, Random& random) {
    // A sum near 0 would blow the layer up when it is normalised.
    double sum = 0.0;
    while (sum < 0.3) {
        sum = 0.0;
        for (SplatTap& tap : layer) {
            tap.weight = (1.0 + 3.0 * (2.0 * uniform(random) - 1.0)) / static_cast<double>(layer.size());
            sum += tap.weight;
        }
    }
    for (SplatTap& tap : layer) tap.weight /= sum;
}

// The light's mean, the direction in which it spreads most, and its variances there and across.
struct Spread {
    SamplePoint mean{0.0, 0.0}, along{1.0, 0.0};
    double length_variance = 0.0, width_variance = 0.0;
};

Spread spread_of(const DenseKernel& kernel) {
    const Moments m = moments(kernel);
    double sum = 0.0, covariance = 0.0;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x) {
            const double dx = x - kernel.width / 2 - m.mean_x, dy = y - kernel.height / 2 - m.mean_y;
            sum += kernel.at(x, y);
            covariance += kernel.at(x, y) * dx * dy;
        }
    covariance /= sum;
    const double angle = 0.5 * std::atan2(2.0 * covariance, m.variance_x - m.variance_y);
    const double half_range = std::hypot(0.5 * (m.variance_x - m.variance_y), covariance);
    return {{m.mean_x, m.mean_y},
            {std::cos(angle), std::sin(angle)},
            m.variance() + half_range,
            m.variance() - half_range};
}

double half_size(const DenseKernel& kernel) {
    return std::max({kernel.width / 2, kernel.height / 2, 1});
}

}  // namespace

Random random_stream(std::uint64_t seed, std::uint64_t index) {
    // SplitMix64's finaliser spreads neighbouring seeds. Source: Steele, Lea, Flood, OOPSLA 2014.
    std::uint64_t z = seed * 0x9e3779b97f4a7c15u + index + 1;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return Random(z ^ (z >> 31));
}

int uniform_below(int count, Random& random) {
    return std::min(count - 1, static_cast<int>(uniform(random) * static_cast<double>(count)));
}

Cascade sparse_sampling_start(const DenseKernel& kernel, int taps, int layers, Random& random) {
    const std::vector<LitCell> cells = support(kernel);
    const double spacing = sample_spacing(cells, taps);
    Cascade cascade(layers, taps);
    sample_first_layer(cascade, cells, spacing, random);
    for (int l = 1; l < layers; ++l)
        place_on_circle(cascade.layer(l), spacing * l / (layers - 1), 0.5 * (l % 2));
    return cascade;
}

Cascade increasing_radial_start(const DenseKernel& kernel, int taps, int layers) {
    const double step = 2.0 * half_size(kernel) / (layers * (layers + 1.0));
    Cascade cascade(layers, taps);
    for (int l = 0; l < layers; ++l) place_on_circle(cascade.layer(l), step * (l + 1), 0.0);
    return cascade;
}

Cascade random_start(const DenseKernel& kernel, int taps, int layers, Random& random) {
    Cascade cascade(layers, taps);
    for (int l = 0; l < layers; ++l)
        scatter_in_disk(cascade.layer(l), half_size(kernel) / std::sqrt(layers), random);
    return cascade;
}

Cascade scattered_start(const DenseKernel& kernel, const std::vector<int>& layer_taps, bool allow_negative,
                        Random& random) {
    const std::vector<LitCell> cells = graded_support(kernel);
    const double spacing = sample_spacing(cells, layer_taps[0]);
    const int layers = static_cast<int>(layer_taps.size());
    Cascade cascade(layer_taps);
    sample_first_layer(cascade, cells, spacing, random);
    for (int l = 1; l < layers; ++l) {
        scatter_in_disk(cascade.layer(l), (allow_negative ? 1.5 : 1.0) * spacing * l / (layers - 1), random);
        if (allow_negative && layer_taps[l] > 1) draw_signed_weights(cascade.layer(l), random);
    }
    return cascade;
}

Cascade comb_start(const DenseKernel& kernel, const std::vector<int>& layer_taps) {
    const Spread spread = spread_of(kernel);
    Cascade cascade(layer_taps);
    double length = std::sqrt(12.0 * spread.length_variance);  // of an even line
    for (int l = 0; l < cascade.layers(); ++l) {
        const int count = layer_taps[l];
        for (int i = 0; i < count; ++i) {
            const double place = length * ((i + 0.5) / count - 0.5);
            cascade.layer(l)[i] = {place * spread.along.x, place * spread.along.y, 1.0 / count};
        }
        length /= count;
    }
    for (SplatTap& tap : cascade.layer(0)) {
        tap.x += spread.mean.x;
        tap.y += spread.mean.y;
    }
    return cascade;
}

bool is_thin(const DenseKernel& kernel) {
    constexpr double widest_px2 = 0.5, least_ratio = 8.0;
    const Spread spread = spread_of(kernel);
    return spread.width_variance < widest_px2 && spread.length_variance > least_ratio * widest_px2;
}

Cascade make_start(StartKind kind, const DenseKernel& kernel, int taps, int layers, Random& random) {
    switch (kind) {
        case StartKind::sparse_sampling:
            return sparse_sampling_start(kernel, taps, layers, random);
        case StartKind::increasing_radial:
            return increasing_radial_start(kernel, taps, layers);
        case StartKind::random:
            return random_start(kernel, taps, layers, random);
        case StartKind::scattered:
            break;
    }
    return scattered_start(kernel, std::vector<int>(layers, taps), false, random);
}

}  // namespace tapestry::offline
