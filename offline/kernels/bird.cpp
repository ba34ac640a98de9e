#include "offline/kernels/families.h"

namespace tapestry::offline {
namespace {

// A dove in flight to the right, drawn for this library: beak, crown, far wing, near wing with its feathers,
// back, fanned tail, belly, breast.
Outline dove() {
    Outline shape;
    shape.move_to({0.98, -0.02});
    shape.cubic_to({0.90, -0.06}, {0.87, -0.20}, {0.72, -0.20});
    shape.cubic_to({0.60, -0.20}, {0.54, -0.12}, {0.44, -0.08});
    shape.cubic_to({0.46, -0.36}, {0.44, -0.66}, {0.28, -0.94});
    shape.cubic_to({0.14, -0.80}, {0.08, -0.62}, {0.06, -0.46});
    shape.cubic_to({-0.06, -0.72}, {-0.28, -0.88}, {-0.62, -0.94});
    shape.cubic_to({-0.60, -0.82}, {-0.58, -0.76}, {-0.52, -0.68});
    shape.cubic_to({-0.56, -0.68}, {-0.60, -0.68}, {-0.64, -0.69});
    shape.cubic_to({-0.60, -0.56}, {-0.54, -0.48}, {-0.46, -0.42});
    shape.cubic_to({-0.50, -0.42}, {-0.54, -0.42}, {-0.58, -0.43});
    shape.cubic_to({-0.48, -0.20}, {-0.32, -0.06}, {-0.12, 0.04});
    shape.cubic_to({-0.28, 0.14}, {-0.40, 0.20}, {-0.52, 0.24});
    shape.cubic_to({-0.68, 0.26}, {-0.82, 0.30}, {-0.98, 0.38});
    shape.cubic_to({-0.94, 0.42}, {-0.90, 0.45}, {-0.86, 0.47});
    shape.cubic_to({-0.88, 0.50}, {-0.90, 0.53}, {-0.92, 0.56});
    shape.cubic_to({-0.86, 0.58}, {-0.80, 0.59}, {-0.76, 0.59});
    shape.cubic_to({-0.76, 0.63}, {-0.76, 0.67}, {-0.76, 0.71});
    shape.cubic_to({-0.60, 0.66}, {-0.48, 0.58}, {-0.36, 0.50});
    shape.cubic_to({-0.10, 0.58}, {0.20, 0.56}, {0.44, 0.42});
    shape.cubic_to({0.62, 0.32}, {0.74, 0.18}, {0.82, 0.04});
    shape.cubic_to({0.87, 0.02}, {0.92, 0.00}, {0.98, -0.02});
    return about_centroid(shape);
}

}  // namespace

KernelFamily bird_family() {
    return {.name = "bird",
            .description = "a dove in flight",
            .numbers = {radius_parameter("distance of its farthest feather from the origin"),
                        rotation_parameter()},
            .period_deg = after_a_whole_turn,
            .make = [](const KernelSettings& settings) -> Result<DenseKernel> {
                return placed_shape(dove(), settings);
            }};
}

}  // namespace tapestry::offline
