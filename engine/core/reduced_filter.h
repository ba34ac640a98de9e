/// How a filter changes when it runs on a picture of fewer pixels. Same names and maths as
/// shaders/include/resolution.glsl.
#pragma once

#include <glm/vec2.hpp>

#include "tapestry/export.h"
#include "tapestry/resolution.h"
#include "tapestry/tap_table.h"

namespace tapestry {

/// One number an axis of the table; see struct TapestryResolution of shaders/shared/layout.h.
struct ReducedFilter {
    glm::dvec2 least = glm::dvec2(0.0);
    glm::dvec2 last = glm::dvec2(0.0);
    glm::dvec2 most = glm::dvec2(0.0);
    glm::dvec2 size_share = glm::dvec2(0.0);
    double variance_px2 = 0.0;
    double constant_share = 1.0;
    double lost_variance_px2 = 0.0;
    double factor = 1.0;
    bool periodic[2] = {false, false};
    int step = 1;
};

/// For a valid table and a resolution other than full.
TAPESTRY_CORE_EXPORT ReducedFilter reduced_filter(const TapTable& table, Resolution resolution);

TAPESTRY_CORE_EXPORT glm::dvec2 bounded(const ReducedFilter& filter, glm::dvec2 parameter);
double variance_px2(const ReducedFilter& filter, glm::dvec2 parameter);
double size_factor(const ReducedFilter& filter, glm::dvec2 parameter);
double reduced_share(const ReducedFilter& filter, glm::dvec2 parameter);

/// The parameter on the reduced picture, of a bounded one: axes that measure a size times size_factor.
TAPESTRY_CORE_EXPORT glm::dvec2 reduced_parameter(const ReducedFilter& filter, glm::dvec2 parameter);

/// What all offsets are multiplied by on the reduced picture: 1 where an axis measures the size.
TAPESTRY_CORE_EXPORT double offset_factor(const ReducedFilter& filter);

/// Pixels along an axis of a picture that is half as large.
inline int halved(int pixels) {
    return (pixels + 1) / 2;
}

/// Pixels of a reduced picture along an axis of so many: halved and rounded up, once or twice.
TAPESTRY_CORE_EXPORT int reduced_pixels(int pixels, Resolution resolution);

}  // namespace tapestry
