#include "tapestry/fit/tap_cascade.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace tapestry::offline {
namespace {

double fraction(double value) {
    return value - std::floor(value);
}

struct Point {
    double x = 0.0, y = 0.0;
};

Point response_mean(const Cascade& cascade) {
    Point mean;
    for (int l = 0; l < cascade.layers(); ++l) {
        const LayerSpread spread = layer_spread(cascade.layer(l));
        mean.x += spread.mean_x;
        mean.y += spread.mean_y;
    }
    return mean;
}

// Taps scaled by `spread_scale` about the origin, then the widest layer moved so that the response's mean
// scales by `mean_scale`: only the sum of the layers' means shows, and layers that shrink to their own
// fractional means would blur by themselves.
Cascade scaled(const Cascade& cascade, double mean_scale, double spread_scale) {
    Cascade result = cascade;
    for (SplatTap& tap : result.values) {
        tap.x *= spread_scale;
        tap.y *= spread_scale;
    }
    const Point mean = response_mean(cascade);
    for (SplatTap& tap : result.layer(cascade.layers() - 1)) {
        tap.x += (mean_scale - spread_scale) * mean.x;
        tap.y += (mean_scale - spread_scale) * mean.y;
    }
    return result;
}

}  // namespace

void normalise_layers(Cascade& cascade) {
    for (int l = 0; l < cascade.layers(); ++l) {
        double sum = 0.0;
        for (const SplatTap& tap : cascade.layer(l)) sum += tap.weight;
        for (SplatTap& tap : cascade.layer(l)) tap.weight /= sum;
    }
}

LayerSpread layer_spread(std::span<const SplatTap> layer) {
    double sum = 0.0;
    LayerSpread spread;
    for (const SplatTap& tap : layer) {
        sum += tap.weight;
        spread.mean_x += tap.weight * tap.x;
        spread.mean_y += tap.weight * tap.y;
    }
    spread.mean_x /= sum;
    spread.mean_y /= sum;
    for (const SplatTap& tap : layer)
        spread.variance += tap.weight / sum *
                           (std::pow(tap.x - spread.mean_x, 2) + std::pow(tap.y - spread.mean_y, 2)) / 2.0;
    return spread;
}

void order_layers(Cascade& cascade) {
    std::vector<int> order(cascade.layers());
    std::iota(order.begin(), order.end(), 0);
    std::vector<double> size(cascade.layers());
    for (int l = 0; l < cascade.layers(); ++l) size[l] = layer_spread(cascade.layer(l)).variance;
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return size[a] < size[b]; });
    std::vector<int> layer_taps;
    for (const int l : order) layer_taps.push_back(cascade.layer_taps[l]);
    Cascade ordered(std::move(layer_taps));
    for (int l = 0; l < ordered.layers(); ++l)
        std::ranges::copy(cascade.layer(order[l]), ordered.layer(l).begin());
    cascade = std::move(ordered);
}

Cascade::Cascade(std::vector<int> taps)
    : layer_taps(std::move(taps)), values(std::accumulate(layer_taps.begin(), layer_taps.end(), 0)) {}

Cascade::Cascade(int layers, int taps) : Cascade(std::vector<int>(layers, taps)) {}

int Cascade::first_tap(int layer) const {
    return std::accumulate(layer_taps.begin(), layer_taps.begin() + layer, 0);
}

std::span<SplatTap> Cascade::layer(int index) {
    return std::span(values).subspan(first_tap(index), layer_taps[index]);
}

std::span<const SplatTap> Cascade::layer(int index) const {
    return std::span(values).subspan(first_tap(index), layer_taps[index]);
}

std::vector<int> graded_layers(int taps, int layers, double grading) {
    constexpr int most = static_cast<int>(limits::max_taps);
    const int reads = taps * layers;
    std::vector<double> shares;
    double sum = 0.0;
    for (int l = 0; l < layers; ++l) sum += shares.emplace_back(std::pow(grading, -l));
    std::vector<int> result(layers);
    result[0] = reads;
    for (int l = layers - 1; l > 0; --l) {
        // A layer of one tap only moves the picture.
        result[l] = std::max(std::min(2, taps), static_cast<int>(std::lround(reads * shares[l] / sum)));
        result[0] -= result[l];
    }
    const bool fits = result[0] >= 1 && result[0] <= most && (layers < 2 || result[1] <= result[0]);
    return fits ? result : graded_layers(taps, layers, std::max(1.0, 0.9 * grading));
}

double response_variance(const Cascade& cascade) {
    double variance = 0.0;
    for (int l = 0; l < cascade.layers(); ++l) {
        variance += layer_spread(cascade.layer(l)).variance;
        double sum = 0.0, bilinear = 0.0;
        for (const SplatTap& tap : cascade.layer(l)) {
            const double fx = fraction(tap.x), fy = fraction(tap.y);
            bilinear += tap.weight * (fx * (1.0 - fx) + fy * (1.0 - fy)) / 2.0;
            sum += tap.weight;
        }
        variance += bilinear / sum;
    }
    return variance;
}

Cascade scaled_to_variance(const Cascade& cascade, double ratio, double variance) {
    // The variance grows with the scale but for ripples of the bilinear part; bisection finds a crossing.
    double low = 0.0, high = ratio;
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (low + high);
        (response_variance(scaled(cascade, ratio, middle)) < variance ? low : high) = middle;
    }
    return scaled(cascade, ratio, 0.5 * (low + high));
}

Cascade turned(Cascade cascade, double angle_deg) {
    const double angle = angle_deg * std::numbers::pi / 180.0, c = std::cos(angle), s = std::sin(angle);
    for (SplatTap& tap : cascade.values) tap = {c * tap.x - s * tap.y, s * tap.x + c * tap.y, tap.weight};
    return cascade;
}

Filter to_filter(const Cascade& cascade) {
    Filter filter;
    filter.layer_taps.assign(cascade.layer_taps.begin(), cascade.layer_taps.end());
    for (const SplatTap& tap : cascade.values) filter.values.push_back({-tap.x, -tap.y, tap.weight});
    return filter;
}

}  // namespace tapestry::offline
