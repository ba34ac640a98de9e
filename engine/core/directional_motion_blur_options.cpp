#include "tapestry/directional_motion_blur_options.h"

#include <algorithm>
#include <cassert>

#include "float_class.h"
#include "map_blocks.h"
#include "option_range.h"
#include "picture_field.h"
#include "shared/constants.h"

namespace tapestry {

Result<DirectionalMotionBlurOptions> clamped(const DirectionalMotionBlurOptions& options) {
    static constexpr OptionRange<DirectionalMotionBlurOptions> ranges[] = {
        {"shutter", &DirectionalMotionBlurOptions::shutter, 0.0f, 4.0f},
        {"added_x", &DirectionalMotionBlurOptions::added_x, -10.0f, 10.0f},
        {"added_y", &DirectionalMotionBlurOptions::added_y, -10.0f, 10.0f},
        {"max_length", &DirectionalMotionBlurOptions::max_length, 0.0f, 0.5f},
    };
    return clamped_to(ranges, options);
}

glm::dvec2 directional_motion_line(const DirectionalMotionBlurOptions& options, glm::dvec2 velocity_px,
                                   int width, int height) {
    const Result<DirectionalMotionBlurOptions> valid = clamped(options);
    assert(valid && "directional_motion_line: no option is NaN");
    if (!valid) return glm::dvec2(0.0);
    if (!is_finite(velocity_px.x) || !is_finite(velocity_px.y)) velocity_px = glm::dvec2(0.0);
    const glm::dvec2 added_px(double{valid->added_x} * width, double{valid->added_y} * height);
    const glm::dvec2 line = double{valid->shutter} * (velocity_px + added_px);
    const double length_px = std::min(std::hypot(line.x, line.y), double{valid->max_length} * height);
    if (length_px < TAPESTRY_SHORTEST_LINE_PX) return glm::dvec2(0.0);
    return {length_px, line_angle_deg(direction_deg(line))};
}

layout::DirectionalMotionPass map_block(const DirectionalMotionBlurOptions& options,
                                        const layout::TapestryPicture& picture) {
    auto block = block_for<layout::DirectionalMotionPass>(picture);
    block.added_px = layout::vec2(options.added_x, options.added_y) * picture.size;
    block.frames = options.shutter;
    block.most_px = options.max_length * picture.size.y;
    return block;
}

}  // namespace tapestry
