#include <cmath>
#include <numbers>

#include "offline/kernels/families.h"

namespace tapestry::offline {
namespace {

Outline star(int points, double inner) {
    Outline shape;
    for (int i = 0; i < 2 * points; ++i) {
        const double angle = -0.5 * std::numbers::pi + i * std::numbers::pi / points;
        const glm::dvec2 corner = (i % 2 == 0 ? 1.0 : inner) * glm::dvec2(std::cos(angle), std::sin(angle));
        if (i == 0)
            shape.move_to(corner);
        else
            shape.line_to(corner);
    }
    return shape;
}

}  // namespace

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
                return placed_shape(star(points, settings["inner"]), settings);
            }};
}

}  // namespace tapestry::offline
