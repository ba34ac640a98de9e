#include <cmath>
#include <numbers>

#include "offline/kernels/families.h"

namespace tapestry::offline {
namespace {

// The unit disk and the same disk moved to the left, what is in both: two arcs that meet where both circles
// do.
Outline cut_disk(double vignette) {
    Outline shape;
    const double shift = 2.0 * vignette;
    if (shift == 0.0) {
        shape.move_to({1.0, 0.0});
        for (int quarter = 0; quarter < 4; ++quarter) shape.arc_by({0.0, 0.0}, 0.5 * std::numbers::pi);
        return shape;
    }
    // The circles meet at x = -shift / 2.
    const double half_angle = std::acos(0.5 * shift);
    const double height = std::sin(half_angle);
    const auto arc = [&](glm::dvec2 centre) {
        for (int part = 0; part < 4; ++part) shape.arc_by(centre, 0.5 * half_angle);
    };
    shape.move_to({-0.5 * shift, -height});
    arc({-shift, 0.0});
    arc({0.0, 0.0});
    return shape;
}

}  // namespace

KernelFamily catseye_family() {
    return {.name = "catseye",
            .description = "a disk cut by a second one, as lens barrels show it toward the corners",
            .numbers = {radius_parameter("of both disks, about the centre of the uncut one"),
                        {.name = "vignette",
                         .axis = "vignette",
                         .help = "share of the aperture's width that is cut off",
                         .standard = 0.3,
                         .from = 0.0,
                         .to = 0.9},
                        angle_parameter("toward the side that is cut off")},
            .period_deg =
                [](const KernelSettings& settings) { return settings["vignette"] == 0.0 ? 0.0 : 360.0; },
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return placed_shape(cut_disk(settings["vignette"]), settings["radius"], settings["angle"]);
            }};
}

}  // namespace tapestry::offline
