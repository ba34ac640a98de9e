#include "tapestry/rotational_bokeh_options.h"
#include "option_range.h"

namespace tapestry {
Result<RotationalBokehOptions> clamped(const RotationalBokehOptions& options) {
    static constexpr OptionRange<RotationalBokehOptions> ranges[] = {
        {"center_x", &RotationalBokehOptions::center_x, -1.0f, 2.0f},
        {"center_y", &RotationalBokehOptions::center_y, -1.0f, 2.0f},
        {"max_radius", &RotationalBokehOptions::max_radius, 0.0f, 0.25f},
        {"growth", &RotationalBokehOptions::growth, 0.25f, 4.0f},
    };
    return clamped_to(ranges, options);
}

}  // namespace tapestry
