#include "offline/kernels/families.h"
#include "tapestry/aperture_outlines.h"

namespace tapestry::offline {

KernelFamily ellipse_family() {
    return {
        .name = "ellipse",
        .description = "a disk squeezed along one axis, as anamorphic lenses show it",
        .numbers = {radius_parameter("distance of its farthest points from the origin"),
                    {.name = "aspect",
                     .axis = "aspect",
                     .help = "short axis / long axis",
                     .standard = 0.5,
                     .from = 0.02,
                     .to = 1.0},
                    angle_parameter("of the long axis")},
        .period_deg = [](const KernelSettings& settings) { return settings["aspect"] == 1.0 ? 0.0 : 180.0; },
        .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
            return placed_shape(ellipse_outline(settings["aspect"]), settings["radius"], settings["angle"]);
        }};
}

}  // namespace tapestry::offline
