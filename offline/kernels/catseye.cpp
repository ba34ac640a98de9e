#include "offline/kernels/families.h"
#include "tapestry/aperture_outlines.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

KernelFamily catseye_family() {
    return {.name = "catseye",
            .description = "a disk cut by a second one, as lens barrels show it toward the corners",
            .numbers = {radius_parameter("of both disks, about the centre of the uncut one"),
                        {.name = "vignette",
                         .axis = axis_names::vignette,
                         .help = "share of the aperture's width that is cut off",
                         .standard = 0.3,
                         .from = 0.0,
                         .to = 0.9},
                        angle_parameter("toward the side that is cut off")},
            .period_deg =
                [](const KernelSettings& settings) { return settings["vignette"] == 0.0 ? 0.0 : 360.0; },
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return placed_shape(cut_disk_outline(settings["vignette"]), settings["radius"],
                                    settings["angle"]);
            }};
}

}  // namespace tapestry::offline
