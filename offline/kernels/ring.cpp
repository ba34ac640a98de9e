#include "offline/kernels/families.h"
#include "offline/kernels/kernel_grid.h"
#include "tapestry/outline.h"

namespace tapestry::offline {
namespace {

DenseKernel ring_kernel(double radius, double inner_radius) {
    const int half = half_size(radius);
    DenseKernel kernel = empty_kernel(half);
    std::size_t cell = 0;
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x) {
            const double hole = inner_radius > 0.0 ? disk_area_in_cell(x, y, inner_radius) : 0.0;
            kernel.values[cell++] = disk_area_in_cell(x, y, radius) - hole;
        }
    normalise(kernel);
    return kernel;
}

}  // namespace

KernelFamily ring_family() {
    return {.name = "ring",
            .description = "a disk with a hole, as mirror lenses show it",
            .numbers = {radius_parameter("distance of its outer edge from the origin"),
                        {.name = "inner",
                         .axis = "inner",
                         .help = "radius of the hole / radius",
                         .standard = 0.7,
                         .from = 0.0,
                         .to = 0.99}},
            .period_deg = at_any_angle,
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return ring_kernel(settings["radius"], settings["inner"] * settings["radius"]);
            }};
}

}  // namespace tapestry::offline
