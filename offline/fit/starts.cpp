#include "offline/fit/starts.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tapestry::offline {
namespace {

struct Point {
    double x, y;
};

// Cells that count as lit: above 1 % of the brightest, so that the tails of a Gaussian or of diffraction do
// not.
std::vector<Point> support(const DenseKernel& kernel) {
    const double peak = *std::max_element(kernel.values.begin(), kernel.values.end());
    std::vector<Point> cells;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            if (kernel.at(x, y) > 0.01 * peak)
                cells.push_back({x - kernel.width / 2 + 0.0, y - kernel.height / 2 + 0.0});
    return cells;
}

// Dart throwing; when the darts stop finding room the spacing gives way a little.
std::vector<Point> poisson_sample(const std::vector<Point>& cells, int count, double spacing,
                                  Random& random) {
    constexpr int patience = 60;
    std::vector<Point> chosen;
    int misses = 0;
    while (static_cast<int>(chosen.size()) < count) {
        const Point& cell =
            cells[static_cast<std::size_t>(uniform(random) * static_cast<double>(cells.size()))];
        const Point p{cell.x + uniform(random) - 0.5, cell.y + uniform(random) - 0.5};
        const bool free = std::all_of(chosen.begin(), chosen.end(), [&](const Point& other) {
            return std::hypot(p.x - other.x, p.y - other.y) >= spacing;
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

}  // namespace

Cascade sparse_sampling_start(const DenseKernel& kernel, int taps, int layers, Random& random) {
    const std::vector<Point> cells = support(kernel);
    const double spacing = std::sqrt(static_cast<double>(cells.size()) / (taps * std::numbers::pi));
    const std::vector<Point> points = poisson_sample(cells, taps, spacing, random);
    Cascade cascade(layers, taps);
    for (int i = 0; i < taps; ++i) cascade.layer(0)[i] = {points[i].x, points[i].y, 1.0 / taps};
    for (int l = 1; l < layers; ++l) {
        const double radius = spacing * l / (layers - 1);
        for (int i = 0; i < taps; ++i) {
            const double angle = 2.0 * std::numbers::pi * (i + 0.5 * (l % 2)) / taps;
            cascade.layer(l)[i] = {radius * std::cos(angle), radius * std::sin(angle), 1.0 / taps};
        }
    }
    return cascade;
}

}  // namespace tapestry::offline
