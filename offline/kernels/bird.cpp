#include "offline/kernels/families.h"
#include "tapestry/aperture_outlines.h"

namespace tapestry::offline {

KernelFamily bird_family() {
    return {.name = "bird",
            .description = "a dove in flight",
            .numbers = {radius_parameter("distance of its farthest feather from the origin"),
                        rotation_parameter()},
            .period_deg = after_a_whole_turn,
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return placed_shape(dove_outline(), settings);
            }};
}

}  // namespace tapestry::offline
