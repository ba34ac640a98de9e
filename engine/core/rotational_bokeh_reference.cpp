#include <cassert>

#include "option_range.h"
#include "picture_field.h"
#include "tapestry/rotational_bokeh_options.h"

namespace tapestry {
namespace {

using Options = RotationalBokehOptions;

glm::dvec2 ellipse_at(const Options& options, double x, double y, int width, int height) {
    const glm::dvec2 from_center(x - double{options.center_x} * width, y - double{options.center_y} * height);
    const double radius_px = double{options.max_radius} * height;
    return {radius_px * field_growth(from_center, options.growth, width, height),
            line_angle_deg(direction_deg(from_center) + 90.0)};
}

Options in_range(const Options& options) {
    const Result<Options> valid = clamped(options);
    assert(valid && "rotational_bokeh_ellipse: no option is NaN");
    return valid ? *valid : Options();
}

}  // namespace

Result<Options> clamped(const Options& options) {
    static constexpr OptionRange<Options> ranges[] = {
        {"center_x", &Options::center_x, -1.0f, 2.0f},
        {"center_y", &Options::center_y, -1.0f, 2.0f},
        {"max_radius", &Options::max_radius, 0.0f, 0.25f},
        {"growth", &Options::growth, 0.25f, 4.0f},
    };
    return clamped_to(ranges, options);
}

glm::dvec2 rotational_bokeh_ellipse(const Options& options, double x, double y, int width, int height) {
    return ellipse_at(in_range(options), x, y, width, height);
}

ParameterMap rotational_bokeh_map(const Options& options, int width, int height) {
    return map_of(width, height, [&, valid = in_range(options)](double x, double y) {
        return ellipse_at(valid, x, y, width, height);
    });
}

}  // namespace tapestry
