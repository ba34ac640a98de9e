#include <algorithm>
#include <cassert>

#include "option_range.h"
#include "picture_field.h"
#include "tapestry/radial_motion_blur_options.h"

namespace tapestry {
namespace {

using Options = RadialMotionBlurOptions;

glm::dvec2 line_at(const Options& options, double x, double y, int width, int height) {
    const glm::dvec2 from_center(x - double{options.center_x} * width, y - double{options.center_y} * height);
    const double length_px = double{options.amount} * std::hypot(from_center.x, from_center.y);
    const double across_deg = options.motion == RadialMotion::spin ? 90.0 : 0.0;
    return {std::min(length_px, double{options.max_length} * height),
            line_angle_deg(direction_deg(from_center) + across_deg)};
}

Options in_range(const Options& options) {
    const Result<Options> valid = clamped(options);
    assert(valid && "radial_motion_line: no option is NaN");
    return valid ? *valid : Options();
}

}  // namespace

Result<Options> clamped(const Options& options) {
    static constexpr OptionRange<Options> ranges[] = {
        {"center_x", &Options::center_x, -1.0f, 2.0f},
        {"center_y", &Options::center_y, -1.0f, 2.0f},
        {"amount", &Options::amount, 0.0f, 1.0f},
        {"max_length", &Options::max_length, 0.0f, 0.5f},
    };
    if (options.motion != RadialMotion::zoom && options.motion != RadialMotion::spin)
        return error_of("motion: ", static_cast<int>(options.motion), " is none");
    return clamped_to(ranges, options);
}

glm::dvec2 radial_motion_line(const Options& options, double x, double y, int width, int height) {
    return line_at(in_range(options), x, y, width, height);
}

ParameterMap radial_motion_map(const Options& options, int width, int height) {
    return map_of(width, height, [&, valid = in_range(options)](double x, double y) {
        return line_at(valid, x, y, width, height);
    });
}

}  // namespace tapestry
