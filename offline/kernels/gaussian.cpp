#include "offline/kernels/gaussian.h"

#include <cmath>

#include "offline/kernels/families.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {
namespace {

constexpr double cut_in_sigmas = 4.0;

}  // namespace

Result<DenseKernel> gaussian_kernel(double sigma_px) {
    if (auto status = check_range(gaussian_family(), "sigma", sigma_px); !status) return status.error();
    // The nearest cells get exp(-5000), which is 0, and the square of a sigma may become 0 too.
    if (sigma_px < 0.01) return DenseKernel{1, 1, {1.0}};
    const int half = static_cast<int>(std::ceil(cut_in_sigmas * sigma_px));
    DenseKernel kernel = empty_kernel(half);
    std::size_t cell = 0;
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x)
            kernel.values[cell++] = std::exp(-0.5 * (x * x + y * y) / (sigma_px * sigma_px));
    normalise(kernel);
    return kernel;
}

KernelFamily gaussian_family() {
    return {.name = "gaussian",
            .description = "a Gaussian, cut at 4 sigma",
            .numbers = {{.name = "sigma",
                         .axis = axis_names::sigma,
                         .unit = "px",
                         .help = "standard deviation",
                         .standard = 5.0,
                         .from = 0.0,
                         .to = max_kernel_radius_px / cut_in_sigmas,
                         .above_from = true}},
            .period_deg = at_any_angle,
            .make = [](const KernelSettings& settings) { return gaussian_kernel(settings["sigma"]); }};
}

}  // namespace tapestry::offline
