#include "offline/kernels/mask_family.h"

#include "offline/kernels/families.h"

namespace tapestry::offline {

const KernelFamily& mask_family() {
    static const KernelFamily family = {
        .name = "mask",
        .description = "any picture",
        .numbers = {radius_parameter("distance of the farthest lit pixel's centre from the origin"),
                    rotation_parameter()},
        .period_deg = after_a_whole_turn,
        .make = {}};
    return family;
}

}  // namespace tapestry::offline
