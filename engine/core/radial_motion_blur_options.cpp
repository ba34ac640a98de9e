#include "tapestry/radial_motion_blur_options.h"

#include "map_blocks.h"
#include "option_range.h"

namespace tapestry {

static_assert(TAPESTRY_RADIAL_ZOOM == static_cast<unsigned>(RadialMotion::zoom));
static_assert(TAPESTRY_RADIAL_SPIN == static_cast<unsigned>(RadialMotion::spin));

Result<RadialMotionBlurOptions> clamped(const RadialMotionBlurOptions& options) {
    static constexpr OptionRange<RadialMotionBlurOptions> ranges[] = {
        {"center_x", &RadialMotionBlurOptions::center_x, -1.0f, 2.0f},
        {"center_y", &RadialMotionBlurOptions::center_y, -1.0f, 2.0f},
        {"amount", &RadialMotionBlurOptions::amount, 0.0f, 1.0f},
        {"max_length", &RadialMotionBlurOptions::max_length, 0.0f, 0.5f},
    };
    if (options.motion != RadialMotion::zoom && options.motion != RadialMotion::spin)
        return error_of("motion: ", static_cast<int>(options.motion), " is not a RadialMotion");
    return clamped_to(ranges, options);
}

layout::RadialMotionPass map_block(const RadialMotionBlurOptions& options,
                                   const layout::TapestryPicture& picture) {
    auto block = block_for<layout::RadialMotionPass>(picture);
    block.center_px = layout::vec2(options.center_x, options.center_y) * picture.size;
    block.share = options.amount;
    block.most_px = options.max_length * picture.size.y;
    block.motion = static_cast<layout::uint>(options.motion);
    return block;
}

}  // namespace tapestry
