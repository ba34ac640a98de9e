#include "offline/kernels/disk.h"

#include <algorithm>
#include <cmath>

#include "offline/kernels/families.h"

namespace tapestry::offline {
namespace {

// Area of the disk of radius r within [0, x] x [0, y], for x, y of any sign (odd in both).
double disk_quadrant_area(double x, double y, double r) {
    const double sign = (x < 0 ? -1.0 : 1.0) * (y < 0 ? -1.0 : 1.0);
    x = std::min(std::abs(x), r);
    y = std::min(std::abs(y), r);
    if (x * x + y * y <= r * r) return sign * x * y;
    const auto primitive = [r](double t) {
        return 0.5 * (t * std::sqrt(std::max(0.0, r * r - t * t)) + r * r * std::asin(std::min(1.0, t / r)));
    };
    const double crossing = std::sqrt(r * r - y * y);
    return sign * (crossing * y + primitive(x) - primitive(crossing));
}

}  // namespace

double disk_area_in_cell(double x, double y, double r) {
    const double area = disk_quadrant_area(x + 0.5, y + 0.5, r) - disk_quadrant_area(x - 0.5, y + 0.5, r) -
                        disk_quadrant_area(x + 0.5, y - 0.5, r) + disk_quadrant_area(x - 0.5, y - 0.5, r);
    return std::max(0.0, area);
}

Result<DenseKernel> disk_kernel(double radius_px) {
    if (auto status = check_range(disk_family(), "radius", radius_px); !status) return status.error();
    const int half = half_size(radius_px);
    DenseKernel kernel = empty_kernel(half);
    std::size_t cell = 0;
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x) kernel.values[cell++] = disk_area_in_cell(x, y, radius_px);
    normalise(kernel);
    return kernel;
}

KernelFamily disk_family() {
    return {.name = "disk",
            .description = "a round aperture wide open",
            .numbers = {radius_parameter("distance of its edge from the origin")},
            .period_deg = at_any_angle,
            .make = [](const KernelSettings& settings) { return disk_kernel(settings["radius"]); }};
}

}  // namespace tapestry::offline
