#include "tapestry/lens_psf_options.h"

#include <limits>

#include "map_blocks.h"
#include "option_range.h"

namespace tapestry {

Result<LensPsfOptions> clamped(const LensPsfOptions& options) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    static constexpr OptionRange<LensPsfOptions> ranges[] = {
        {"center_x", &LensPsfOptions::center_x, -1.0f, 2.0f},
        {"center_y", &LensPsfOptions::center_y, -1.0f, 2.0f},
        {"size", &LensPsfOptions::size, 0.0f, 4.0f},
        {"strength_waves", &LensPsfOptions::strength_waves, 0.0f, 2.0f},
        {"growth", &LensPsfOptions::growth, 0.25f, 4.0f},
        {"turn_deg", &LensPsfOptions::turn_deg, -infinity, infinity},
    };
    return clamped_to(ranges, options);
}

double lens_psf_scale(const LensPsfOptions& options, int height) {
    constexpr double rows_of_table_pixels = 1080.0;
    return double{options.size} * height / rows_of_table_pixels;
}

layout::FieldPass map_block(const LensPsfOptions& options, const layout::TapestryPicture& picture) {
    auto block = block_for<layout::FieldPass>(picture);
    block.center_px = layout::vec2(options.center_x, options.center_y) * picture.size;
    block.distance_px = half_diagonal_px(picture);
    block.growth = options.growth;
    block.factor = options.strength_waves;
    block.most = std::numeric_limits<float>::max();
    block.turn_deg = options.turn_deg;
    block.order = TAPESTRY_FIELD_FIRST;
    return block;
}

}  // namespace tapestry
