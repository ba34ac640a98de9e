#include "tapestry/rotational_bokeh_options.h"

#include "map_blocks.h"
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

layout::RotationalBokehPass map_block(const RotationalBokehOptions& options,
                                      const layout::TapestryPicture& picture) {
    auto block = block_for<layout::RotationalBokehPass>(picture);
    block.center_px = layout::vec2(options.center_x, options.center_y) * picture.size;
    block.radius_px = options.max_radius * picture.size.y;
    block.distance_px = half_diagonal_px(picture);
    block.growth = options.growth;
    return block;
}

}  // namespace tapestry
