#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "offline/kernels/families.h"
#include "offline/kernels/kernel_grid.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {
namespace {

// Splits [0, 1] along the segment wherever it crosses a line through cell centres.
std::vector<double> crossings(glm::dvec2 from, glm::dvec2 to) {
    std::vector<double> at = {0.0, 1.0};
    for (const auto& [a, b] : {std::pair(from.x, to.x), std::pair(from.y, to.y)}) {
        if (a == b) continue;
        for (double i = std::ceil(std::min(a, b)); i <= std::max(a, b); i += 1.0)
            at.push_back(std::clamp((i - a) / (b - a), 0.0, 1.0));
    }
    std::sort(at.begin(), at.end());
    return at;
}

// Spreads `light` at a point bilinearly over the four cells around it. `cell`: the one up and left.
void splat(DenseKernel& kernel, glm::ivec2 cell, glm::dvec2 at, double light) {
    const int half = kernel.width / 2;
    for (int j = 0; j <= 1; ++j)
        for (int i = 0; i <= 1; ++i) {
            const double part = (1.0 - std::abs(at.x - cell.x - i)) * (1.0 - std::abs(at.y - cell.y - j));
            const int x = cell.x + i + half, y = cell.y + j + half;
            if (part > 0.0 && x >= 0 && y >= 0 && x < kernel.width && y < kernel.height)
                kernel.values[static_cast<std::size_t>(y) * kernel.width + x] += light * part;
        }
}

// The light of a thin line, each point of it spread as a bilinear read spreads a tap. Between crossings the
// spread is quadratic along the line, so Simpson's rule is exact.
DenseKernel line_kernel(double length, double angle_deg) {
    const double angle = angle_deg * std::numbers::pi / 180.0;
    const glm::dvec2 to = 0.5 * length * glm::dvec2(std::cos(angle), std::sin(angle));
    const auto point = [&](double t) { return (2.0 * t - 1.0) * to; };
    DenseKernel kernel = empty_kernel(static_cast<int>(std::ceil(0.5 * length)));
    const std::vector<double> at = crossings(-to, to);
    for (std::size_t i = 0; i + 1 < at.size(); ++i) {
        const double a = at[i], b = at[i + 1], middle = 0.5 * (a + b);
        const glm::ivec2 cell(static_cast<int>(std::floor(point(middle).x)),
                              static_cast<int>(std::floor(point(middle).y)));
        splat(kernel, cell, point(a), (b - a) / 6.0);
        splat(kernel, cell, point(middle), (b - a) * 4.0 / 6.0);
        splat(kernel, cell, point(b), (b - a) / 6.0);
    }
    normalise(kernel);
    return kernel;
}

}  // namespace

KernelFamily line_family() {
    return {.name = "line",
            .description = "a straight, even motion: a thin line about the origin",
            .numbers = {{.name = "length",
                         .axis = axis_names::length,
                         .unit = "px",
                         .help = "from end to end",
                         .standard = 24.0,
                         .from = 0.0,
                         .to = 2.0 * max_kernel_radius_px,
                         .above_from = true},
                        angle_parameter("of the motion")},
            .period_deg = [](const KernelSettings&) { return 180.0; },
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return line_kernel(settings["length"], settings["angle"]);
            }};
}

}  // namespace tapestry::offline
