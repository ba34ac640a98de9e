#include "tapestry/cats_eye_options.h"

#include "map_blocks.h"
#include "option_range.h"

namespace tapestry {

Result<CatsEyeOptions> clamped(const CatsEyeOptions& options) {
    static constexpr OptionRange<CatsEyeOptions> ranges[] = {
        {"center_x", &CatsEyeOptions::center_x, -1.0f, 2.0f},
        {"center_y", &CatsEyeOptions::center_y, -1.0f, 2.0f},
        {"radius", &CatsEyeOptions::radius, 0.0f, 0.25f},
        {"vignette", &CatsEyeOptions::vignette, 0.0f, 0.9f},
        {"growth", &CatsEyeOptions::growth, 0.25f, 4.0f},
        {"aspect", &CatsEyeOptions::aspect, least_aspect, most_aspect},
    };
    return clamped_to(ranges, options);
}

layout::FieldPass map_block(const CatsEyeOptions& options, const layout::TapestryPicture& picture) {
    auto block = block_for<layout::FieldPass>(picture);
    block.center_px = layout::vec2(options.center_x, options.center_y) * picture.size;
    block.distance_px = half_diagonal_px(picture);
    block.growth = options.growth;
    block.factor = options.vignette;
    block.most = 0.9f;
    block.constant = options.radius * picture.size.y;
    block.order = TAPESTRY_FIELD_SECOND;
    return block;
}

}  // namespace tapestry
