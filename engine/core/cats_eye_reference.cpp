#include <algorithm>
#include <cassert>

#include "option_range.h"
#include "picture_field.h"
#include "tapestry/cats_eye_options.h"

namespace tapestry {
namespace {

using Options = CatsEyeOptions;

constexpr double most_vignette = 0.9;

}  // namespace

Result<Options> clamped(const Options& options) {
    static constexpr OptionRange<Options> ranges[] = {
        {"center_x", &Options::center_x, -1.0f, 2.0f},
        {"center_y", &Options::center_y, -1.0f, 2.0f},
        {"radius", &Options::radius, 0.0f, 0.25f},
        {"vignette", &Options::vignette, 0.0f, 0.9f},
        {"growth", &Options::growth, 0.25f, 4.0f},
        {"aspect", &Options::aspect, least_aspect, most_aspect},
    };
    return clamped_to(ranges, options);
}

CatsEye cats_eye_at(const Options& options, double x, double y, int width, int height) {
    const Result<Options> valid = clamped(options);
    assert(valid && "cats_eye_at: no option is NaN");
    if (!valid) return {};
    const glm::dvec2 from_center(x - double{valid->center_x} * width, y - double{valid->center_y} * height);
    const double vignette = double{valid->vignette} * field_growth(from_center, valid->growth, width, height);
    return {double{valid->radius} * height, std::min(vignette, most_vignette), direction_deg(from_center)};
}

}  // namespace tapestry
