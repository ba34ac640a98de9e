#include "offline/kernels/families.h"
#include "tapestry/aperture_outlines.h"

namespace tapestry::offline {

KernelFamily ngon_family() {
    return {.name = "ngon",
            .description = "an aperture of straight or curved blades, standing on a flat side",
            .numbers = {radius_parameter("distance of its corners from the origin"),
                        {.name = "blades",
                         .axis = "blades",
                         .help = "number of blades",
                         .standard = 6.0,
                         .from = 3.0,
                         .to = 16.0,
                         .whole = true},
                        rotation_parameter(),
                        {.name = "curvature",
                         .axis = "curvature",
                         .help = "of the blades' edges: 0 straight, 1 the circle through the corners",
                         .standard = 0.0,
                         .from = 0.0,
                         .to = 1.0}},
            .period_deg =
                [](const KernelSettings& settings) {
                    return settings["curvature"] == 1.0 ? 0.0 : 360.0 / settings["blades"];
                },
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                const int blades = static_cast<int>(settings["blades"]);
                return placed_shape(polygon_outline(blades, settings["curvature"]), settings);
            }};
}

KernelFamily square_family() {
    return {.name = "square",
            .description = "a square on its side",
            .numbers = {radius_parameter("distance of its corners from the origin"), rotation_parameter()},
            .period_deg = [](const KernelSettings&) { return 90.0; },
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return placed_shape(polygon_outline(4, 0.0), settings);
            }};
}

}  // namespace tapestry::offline
