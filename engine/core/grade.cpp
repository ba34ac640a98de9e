#include "tapestry/grade.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>

#include "option_range.h"
#include "shared/constants.h"

namespace tapestry {
namespace {

/// Rec. 709, of linear light.
double luminance(const glm::dvec3& light) {
    return glm::dot(light,
                    glm::dvec3(TAPESTRY_LUMINANCE_RED, TAPESTRY_LUMINANCE_GREEN, TAPESTRY_LUMINANCE_BLUE));
}

}  // namespace

Result<Grade> clamped(const Grade& grade) {
    static constexpr OptionRange<Grade> ranges[] = {{"saturation", &Grade::saturation, 0.0f, 4.0f},
                                                    {"contrast", &Grade::contrast, 0.25f, 4.0f}};
    return clamped_to(ranges, grade);
}

glm::dvec4 graded(const glm::dvec4& light, const Grade& grade) {
    if (is_neutral(grade) || light.a <= 0.0) return light;
    const glm::dvec3 color = glm::dvec3(light) / light.a;
    const double before = luminance(color);
    if (before <= 0.0) return light;
    const double after =
        TAPESTRY_GRADE_PIVOT * std::pow(before / TAPESTRY_GRADE_PIVOT, double{grade.contrast});
    const glm::dvec3 saturated = glm::max(glm::mix(glm::dvec3(before), color, double{grade.saturation}), 0.0);
    return {glm::min(saturated * (after / before), TAPESTRY_LARGEST_HALF) * light.a, light.a};
}

}  // namespace tapestry
