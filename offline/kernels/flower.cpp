#include "offline/kernels/families.h"
#include "tapestry/aperture_outlines.h"

namespace tapestry::offline {

KernelFamily flower_family() {
    return {.name = "flower",
            .description = "a flower of five round petals, one of them up",
            .numbers = {radius_parameter("distance of its petals' tips from the origin"),
                        {.name = "petals",
                         .axis = "petals",
                         .help = "number of petals",
                         .standard = 5.0,
                         .from = 3.0,
                         .to = 12.0,
                         .whole = true},
                        rotation_parameter()},
            .period_deg = [](const KernelSettings& settings) { return 360.0 / settings["petals"]; },
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return placed_shape(flower_outline(static_cast<int>(settings["petals"])), settings);
            }};
}

}  // namespace tapestry::offline
