#include "offline/kernels/families.h"
#include "tapestry/aperture_outlines.h"

namespace tapestry::offline {

KernelFamily star_family() {
    return {.name = "star",
            .description = "a star of four points, one of them up",
            .numbers = {radius_parameter("distance of its points from the origin"),
                        {.name = "points",
                         .axis = "points",
                         .help = "number of points",
                         .standard = 4.0,
                         .from = 2.0,
                         .to = 16.0,
                         .whole = true},
                        {.name = "inner",
                         .axis = "inner",
                         .help = "distance of the corners between the points / radius",
                         .standard = 0.35,
                         .from = 0.05,
                         .to = 1.0},
                        rotation_parameter()},
            .period_deg = [](const KernelSettings& settings) { return 360.0 / settings["points"]; },
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                const int points = static_cast<int>(settings["points"]);
                return placed_shape(star_outline(points, settings["inner"]), settings);
            }};
}

}  // namespace tapestry::offline
