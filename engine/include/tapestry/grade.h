/// The look of a picture after filtering: saturation and contrast, in linear light.
#pragma once

#include <glm/vec4.hpp>

#include "tapestry/export.h"
#include "tapestry/result.h"

namespace tapestry {

/// 1 and 1 change no bit.
struct Grade {
    float saturation = 1.0f;  ///< [0, 4]: 0 = grey; above 1 as toys look, colours end at the gamut's edge
    float contrast = 1.0f;    ///< [0.25, 4]: power of the luminance about middle grey, 0.18
};

/// True when nothing changes.
inline bool is_neutral(const Grade& grade) {
    return grade.saturation == 1.0f && grade.contrast == 1.0f;
}

/// Both values clamped into their range. Error: "saturation" or "contrast" when it is NaN.
TAPESTRY_CORE_EXPORT Result<Grade> clamped(const Grade& grade);

/// The grade of one pixel of linear, premultiplied light. Same function in shaders/include/finish.glsl.
TAPESTRY_CORE_EXPORT glm::dvec4 graded(const glm::dvec4& light, const Grade& grade);

}  // namespace tapestry
