#include "scene/lens_samples.h"

#include <cmath>

namespace tapestry::demo {
namespace {

constexpr double root = 1.1673039782614187;

/// Multiples of root^-power within [0, 1).
double quasirandom(int index, int power) {
    const double value = 0.5 + static_cast<double>(index) * std::pow(root, -power);
    return value - std::floor(value);
}

}  // namespace

LensSample lens_sample(const ApertureShape& aperture, int index) {
    return {aperture.point({quasirandom(index, 1), quasirandom(index, 2)}),
            glm::dvec2(quasirandom(index, 3), quasirandom(index, 4)) - 0.5};
}

LensSample pinhole_sample(int index) {
    // The plane's own sequence: powers of the root of x^3 = x + 1.
    constexpr double plastic = 1.3247179572447460;
    const auto at = [index](double step) {
        const double value = 0.5 + index * step;
        return value - std::floor(value) - 0.5;
    };
    return {{0.0, 0.0}, {at(1.0 / plastic), at(1.0 / (plastic * plastic))}};
}

}  // namespace tapestry::demo
