#include "offline/kernels/families.h"
#include "tapestry/aperture_outlines.h"

namespace tapestry::offline {

KernelFamily heart_family() {
    return {.name = "heart",
            .description = "a heart, its point down",
            .numbers = {radius_parameter("distance of its point from the origin"), rotation_parameter()},
            .period_deg = after_a_whole_turn,
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return placed_shape(heart_outline(), settings);
            }};
}

}  // namespace tapestry::offline
