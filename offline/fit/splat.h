/// Bilinear splats of taps on a periodic grid, and the derivatives read back from one.
#pragma once

#include <cmath>
#include <span>

#include "tapestry/fit/tap_cascade.h"

namespace tapestry::offline {

/// The four cells of an n x n periodic grid that a tap's splat touches: (x, y) and its right and lower
/// neighbours. n: power of two.
struct SplatCell {
    int x, y;       ///< in [0, n)
    double fx, fy;  ///< share of the neighbours, in [0, 1)
};

inline SplatCell splat_cell(const SplatTap& tap, int n) {
    const double x = std::floor(tap.x), y = std::floor(tap.y);
    const auto wrap = [n](double v) { return static_cast<int>(static_cast<long long>(v) & (n - 1)); };
    return {wrap(x), wrap(y), tap.x - x, tap.y - y};
}

/// Clears `grid` (n x n) and splats a layer into it.
void splat_layer(std::span<const SplatTap> layer, int n, double* grid);

/// Derivatives of a sum over the grid, whose derivative by each cell is `grid`, by the layer's unknowns:
/// three numbers a tap (weight, x, y) into `out`. On a cell's edge it is the derivative toward larger
/// positions.
void splat_derivatives(std::span<const SplatTap> layer, int n, const double* grid, double* out);

}  // namespace tapestry::offline
