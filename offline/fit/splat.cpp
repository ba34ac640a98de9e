#include "offline/fit/splat.h"

#include <algorithm>

namespace tapestry::offline {

void splat_layer(std::span<const SplatTap> layer, int n, double* grid) {
    std::fill_n(grid, static_cast<std::size_t>(n) * n, 0.0);
    for (const SplatTap& tap : layer) {
        const SplatCell c = splat_cell(tap, n);
        double* top = grid + static_cast<std::size_t>(c.y) * n;
        double* bottom = grid + static_cast<std::size_t>((c.y + 1) & (n - 1)) * n;
        const int right = (c.x + 1) & (n - 1);
        top[c.x] += tap.weight * (1.0 - c.fx) * (1.0 - c.fy);
        top[right] += tap.weight * c.fx * (1.0 - c.fy);
        bottom[c.x] += tap.weight * (1.0 - c.fx) * c.fy;
        bottom[right] += tap.weight * c.fx * c.fy;
    }
}

void splat_derivatives(std::span<const SplatTap> layer, int n, const double* grid, double* out) {
    for (const SplatTap& tap : layer) {
        const SplatCell c = splat_cell(tap, n);
        const double* top = grid + static_cast<std::size_t>(c.y) * n;
        const double* bottom = grid + static_cast<std::size_t>((c.y + 1) & (n - 1)) * n;
        const int right = (c.x + 1) & (n - 1);
        const double g00 = top[c.x], g10 = top[right], g01 = bottom[c.x], g11 = bottom[right];
        *out++ = (1 - c.fy) * ((1 - c.fx) * g00 + c.fx * g10) + c.fy * ((1 - c.fx) * g01 + c.fx * g11);
        *out++ = tap.weight * ((1 - c.fy) * (g10 - g00) + c.fy * (g11 - g01));
        *out++ = tap.weight * ((1 - c.fx) * (g01 - g00) + c.fx * (g11 - g10));
    }
}

}  // namespace tapestry::offline
