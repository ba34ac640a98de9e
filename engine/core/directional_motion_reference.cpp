#include <algorithm>
#include <cassert>

#include "float_class.h"
#include "option_range.h"
#include "picture_field.h"
#include "tapestry/directional_motion_blur_options.h"

namespace tapestry {
namespace {

using Options = DirectionalMotionBlurOptions;

constexpr double shortest_line_px = 0.5;

glm::dvec2 line_of(const Options& options, glm::dvec2 velocity_px, int width, int height) {
    if (!is_finite(velocity_px.x) || !is_finite(velocity_px.y)) velocity_px = glm::dvec2(0.0);
    const glm::dvec2 added_px(double{options.added_x} * width, double{options.added_y} * height);
    const glm::dvec2 line = double{options.shutter} * (velocity_px + added_px);
    const double length_px = std::min(std::hypot(line.x, line.y), double{options.max_length} * height);
    if (length_px < shortest_line_px) return glm::dvec2(0.0);
    return {length_px, line_angle_deg(direction_deg(line))};
}

Options in_range(const Options& options) {
    const Result<Options> valid = clamped(options);
    assert(valid && "directional_motion_line: no option is NaN");
    return valid ? *valid : Options();
}

}  // namespace

Result<Options> clamped(const Options& options) {
    static constexpr OptionRange<Options> ranges[] = {
        {"shutter", &Options::shutter, 0.0f, 4.0f},
        {"added_x", &Options::added_x, -10.0f, 10.0f},
        {"added_y", &Options::added_y, -10.0f, 10.0f},
        {"max_length", &Options::max_length, 0.0f, 0.5f},
    };
    return clamped_to(ranges, options);
}

glm::dvec2 directional_motion_line(const Options& options, glm::dvec2 velocity_px, int width, int height) {
    return line_of(in_range(options), velocity_px, width, height);
}

ParameterMap directional_motion_map(const Options& options, const ParameterMap& velocities_px) {
    const Options valid = in_range(options);
    ParameterMap map(velocities_px.width, velocities_px.height);
    for (std::size_t i = 0; i < map.values.size(); ++i)
        map.values[i] = line_of(valid, velocities_px.values[i], map.width, map.height);
    return map;
}

}  // namespace tapestry
