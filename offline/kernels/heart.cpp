#include "offline/kernels/families.h"

namespace tapestry::offline {
namespace {

Outline heart() {
    Outline shape;
    shape.move_to({0.0, -0.52});
    shape.cubic_to({0.12, -0.86}, {0.46, -0.98}, {0.70, -0.88});
    shape.cubic_to({1.02, -0.75}, {1.08, -0.32}, {0.86, 0.04});
    shape.cubic_to({0.66, 0.38}, {0.22, 0.66}, {0.0, 1.0});
    shape.cubic_to({-0.22, 0.66}, {-0.66, 0.38}, {-0.86, 0.04});
    shape.cubic_to({-1.08, -0.32}, {-1.02, -0.75}, {-0.70, -0.88});
    shape.cubic_to({-0.46, -0.98}, {-0.12, -0.86}, {0.0, -0.52});
    return about_centroid(shape);
}

}  // namespace

KernelFamily heart_family() {
    return {.name = "heart",
            .description = "a heart, its point down",
            .numbers = {radius_parameter("distance of its point from the origin"), rotation_parameter()},
            .period_deg = after_a_whole_turn,
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return placed_shape(heart(), settings);
            }};
}

}  // namespace tapestry::offline
