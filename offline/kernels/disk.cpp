#include "offline/kernels/disk.h"

#include "offline/kernels/families.h"
#include "tapestry/outline.h"

namespace tapestry::offline {

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
