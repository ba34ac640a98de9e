#include "focus_taps.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec2.hpp>
#include <limits>
#include <numbers>
#include <vector>

#include "read_variance.h"
#include "tapestry/impulse_response.h"

namespace tapestry {
namespace {

struct Mass {
    glm::dvec2 place;  ///< of a gather's offset, at radius 1
    double weight;
};

std::vector<Mass> masses_of(const TapTable& table) {
    const double radius_px = table.axes[0].knots.back();
    const int half = static_cast<int>(std::ceil(1.25 * radius_px)) + 1;
    const double parameter[] = {radius_px};
    const DenseKernel kernel = impulse_response(evaluate(table, parameter), 2 * half + 1);
    std::vector<Mass> masses;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            if (const double weight = kernel.at(x, y); weight > 0.0)
                // A gather reads where the light came from.
                masses.push_back({-glm::dvec2(x - half, y - half) / radius_px, weight});
    return masses;
}

using Centers = std::array<glm::dvec2, focus_tap_count>;

std::size_t nearest(const Centers& centers, glm::dvec2 place) {
    std::size_t best = 0;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < centers.size(); ++i) {
        const glm::dvec2 away = place - centers[i];
        if (const double distance2 = glm::dot(away, away); distance2 < least) {
            least = distance2;
            best = i;
        }
    }
    return best;
}

/// Vogel's spiral, which covers a disk evenly.
Centers spiral() {
    Centers centers;
    for (std::size_t i = 0; i < centers.size(); ++i) {
        const double angle = double(i) * std::numbers::pi * (3.0 - std::sqrt(5.0));
        centers[i] =
            std::sqrt((double(i) + 0.5) / centers.size()) * glm::dvec2(std::cos(angle), std::sin(angle));
    }
    return centers;
}

void cluster(const std::vector<Mass>& masses, FocusTaps& result) {
    Centers centers = spiral();
    std::array<double, focus_tap_count> weights = {};
    constexpr int rounds = 60;  // moves are below 1e-4 of the radius after 40
    for (int round = 0; round < rounds; ++round) {
        Centers sums = {};
        weights = {};
        for (const Mass& mass : masses) {
            const std::size_t index = nearest(centers, mass.place);
            sums[index] += mass.weight * mass.place;
            weights[index] += mass.weight;
        }
        for (std::size_t i = 0; i < centers.size(); ++i)
            if (weights[i] > 0.0) centers[i] = sums[i] / weights[i];
    }
    double total = 0.0;
    for (const double weight : weights) total += weight;
    for (std::size_t i = 0; i < centers.size(); ++i)
        result.taps[i] = {centers[i].x, centers[i].y, weights[i] / total};
}

/// Variance per axis at radius 1.
double variance_of(const std::vector<Mass>& masses) {
    double total = 0.0;
    double squares = 0.0;
    glm::dvec2 mean(0.0);
    for (const Mass& mass : masses) {
        total += mass.weight;
        mean += mass.weight * mass.place;
        squares += mass.weight * glm::dot(mass.place, mass.place);
    }
    mean /= total;
    return 0.5 * (squares / total - glm::dot(mean, mean));
}

}  // namespace

double focus_variance_px2(const FocusTaps& taps, double scale) {
    double squares = 0.0;
    glm::dvec2 mean(0.0);
    for (const BlendedTap& tap : taps.taps) {
        const glm::dvec2 offset = scale * glm::dvec2(tap.dx, tap.dy);
        mean += tap.weight * offset;
        squares +=
            tap.weight * (glm::dot(offset, offset) + read_variance(offset.x) + read_variance(offset.y));
    }
    return 0.5 * (squares - glm::dot(mean, mean));
}

FocusTaps make_focus_taps(const TapTable& table, double largest_px) {
    const std::vector<Mass> masses = masses_of(table);
    const double variance = variance_of(masses);
    FocusTaps result;
    result.variance = variance;
    cluster(masses, result);
    for (int i = 1; i <= focus_scale_count; ++i) {
        const double radius_px = largest_px * i / focus_scale_count;
        double low = 0.0;
        double high = 2.0 * radius_px;
        for (int halving = 0; halving < 40; ++halving) {
            const double middle = 0.5 * (low + high);
            (focus_variance_px2(result, middle) < variance * radius_px * radius_px ? low : high) = middle;
        }
        result.scales[static_cast<std::size_t>(i)] = 0.5 * (low + high);
    }
    return result;
}

}  // namespace tapestry
