#include <algorithm>
#include <cmath>
#include <numbers>

#include "offline/kernels/families.h"

namespace tapestry::offline {
namespace {

// Petals are circles about points at distance d from the middle, a little larger than what makes neighbours
// touch. 1.06: the notch between two petals of five lies at 0.66 of the radius.
constexpr double overlap = 1.06;

Outline flower(int petals) {
    const double half_step = std::numbers::pi / petals;
    const double petal_to_distance = overlap * std::sin(half_step);
    const double distance = 1.0 / (1.0 + petal_to_distance);
    const double petal = distance * petal_to_distance;
    Outline shape;
    for (int i = 0; i < petals; ++i) {
        const double out = -0.5 * std::numbers::pi + 2 * i * half_step;
        const glm::dvec2 centre = distance * glm::dvec2(std::cos(out), std::sin(out));
        // Half of a petal's edge, seen from its centre: neighbouring circles cross on the line between them.
        const double half_arc = 0.5 * std::numbers::pi + half_step - std::acos(1.0 / overlap);
        const glm::dvec2 from =
            centre + petal * glm::dvec2(std::cos(out - half_arc), std::sin(out - half_arc));
        if (i == 0)
            shape.move_to(from);
        else
            shape.line_to(from);
        shape.arc_by(centre, 2.0 * half_arc);
    }
    return shape;
}

}  // namespace

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
                return placed_shape(flower(static_cast<int>(settings["petals"])), settings);
            }};
}

}  // namespace tapestry::offline
