#include "offline/kernels/families.h"

#include "offline/kernels/kernel_grid.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

KernelParameter radius_parameter(const std::string& help) {
    return {.name = "radius",
            .axis = axis_names::radius,
            .unit = "px",
            .help = help,
            .standard = 24.0,
            .from = 0.0,
            .to = max_kernel_radius_px,
            .above_from = true};
}

KernelParameter rotation_parameter() {
    return {.name = "rotation",
            .axis = axis_names::angle,
            .unit = "deg",
            .help = "turn from upright, clockwise",
            .standard = 0.0,
            .from = -360.0,
            .to = 360.0};
}

KernelParameter angle_parameter(const std::string& what) {
    return {.name = "angle",
            .axis = axis_names::angle,
            .unit = "deg",
            .help = "direction " + what + ", 0 to the right, clockwise",
            .standard = 0.0,
            .from = -360.0,
            .to = 360.0};
}

double at_any_angle(const KernelSettings&) {
    return 0.0;
}

double after_a_whole_turn(const KernelSettings&) {
    return 360.0;
}

DenseKernel placed_shape(const Outline& shape, double radius_px, double rotation_deg) {
    DenseKernel kernel = covered_cells(scaled_and_turned(shape, radius_px / extent(shape), rotation_deg),
                                       half_size(radius_px));
    normalise(kernel);
    return kernel;
}

DenseKernel placed_shape(const Outline& shape, const KernelSettings& settings) {
    return placed_shape(shape, settings["radius"], settings["rotation"]);
}

}  // namespace tapestry::offline
