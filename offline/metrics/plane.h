/// One channel of a picture, and the separable filters that the picture metrics are made of.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tapestry::offline {

/// Row-major, row 0 on top.
struct Plane {
    int width = 0;
    int height = 0;
    std::vector<double> values;

    Plane() = default;
    Plane(int w, int h) : width(w), height(h), values(static_cast<std::size_t>(w) * h) {}

    double at(int x, int y) const { return values[static_cast<std::size_t>(y) * width + x]; }
    double* row(int y) { return values.data() + static_cast<std::size_t>(y) * width; }
    const double* row(int y) const { return values.data() + static_cast<std::size_t>(y) * width; }
};

/// out(x, y) = sum_i taps[i] in(x + i - taps.size() / 2, y), clamp to edge. Precondition: an odd number of
/// taps.
Plane filter_rows(const Plane& in, std::span<const double> taps);

/// The same down the columns.
Plane filter_columns(const Plane& in, std::span<const double> taps);

}  // namespace tapestry::offline
