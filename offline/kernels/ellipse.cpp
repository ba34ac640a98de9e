#include <cmath>
#include <numbers>

#include "offline/kernels/families.h"

namespace tapestry::offline {
namespace {

Outline ellipse(double aspect) {
    Outline shape;
    shape.move_to({1.0, 0.0});
    for (int quarter = 0; quarter < 4; ++quarter) shape.arc_by({0.0, 0.0}, 0.5 * std::numbers::pi);
    for (Outline::Contour& contour : shape.contours())
        for (glm::dvec2& point : contour) point.y *= aspect;
    return shape;
}

}  // namespace

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
            return placed_shape(ellipse(settings["aspect"]), settings["radius"], settings["angle"]);
        }};
}

}  // namespace tapestry::offline
