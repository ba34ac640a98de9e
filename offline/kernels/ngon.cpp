#include <cmath>
#include <numbers>

#include "offline/kernels/families.h"

namespace tapestry::offline {
namespace {

// Corners on the unit circle, standing on a flat side. A blade's edge is an arc of `curvature` times the
// circumscribed circle's curvature: straight at 0, that circle at 1.
Outline ngon(int blades, double curvature) {
    const double half_step = std::numbers::pi / blades;
    const auto corner = [&](int i) {
        const double angle = 0.5 * std::numbers::pi + (2 * i + 1) * half_step;
        return glm::dvec2(std::cos(angle), std::sin(angle));
    };
    Outline shape;
    shape.move_to(corner(0));
    for (int i = 0; i < blades; ++i) {
        if (curvature == 0.0) {
            shape.line_to(corner(i + 1));
            continue;
        }
        // The chord of half length sin(half_step) seen from the centre of an arc of radius 1 / curvature.
        const double half_arc = std::asin(curvature * std::sin(half_step));
        const double out = 0.5 * std::numbers::pi + (2 * i + 2) * half_step;
        const double centre = std::cos(half_step) - std::cos(half_arc) / curvature;
        shape.arc_by(centre * glm::dvec2(std::cos(out), std::sin(out)), 2.0 * half_arc);
    }
    return shape;
}

}  // namespace

KernelFamily ngon_family() {
    return {.name = "ngon",
            .description = "an aperture of straight or curved blades, standing on a flat side",
            .numbers = {radius_parameter("distance of its corners from the origin"),
                        {.name = "blades",
                         .axis = "blades",
                         .help = "number of blades",
                         .standard = 6.0,
                         .from = 3.0,
                         .to = 16.0,
                         .whole = true},
                        rotation_parameter(),
                        {.name = "curvature",
                         .axis = "curvature",
                         .help = "of the blades' edges: 0 straight, 1 the circle through the corners",
                         .standard = 0.0,
                         .from = 0.0,
                         .to = 1.0}},
            .period_deg =
                [](const KernelSettings& settings) {
                    return settings["curvature"] == 1.0 ? 0.0 : 360.0 / settings["blades"];
                },
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                const int blades = static_cast<int>(settings["blades"]);
                return placed_shape(ngon(blades, settings["curvature"]), settings);
            }};
}

KernelFamily square_family() {
    return {.name = "square",
            .description = "a square on its side",
            .numbers = {radius_parameter("distance of its corners from the origin"), rotation_parameter()},
            .period_deg = [](const KernelSettings&) { return 90.0; },
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return placed_shape(ngon(4, 0.0), settings);
            }};
}

}  // namespace tapestry::offline
