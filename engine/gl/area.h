/// Rectangles of pixels that passes write, in rows of the texture.
#pragma once

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>

#include "shared/layout.h"

namespace tapestry {

using Area = layout::TapestryArea;

inline Area whole_area(int width, int height) {
    return {{0, 0}, {width, height}};
}

/// Workgroups of an invocation a pixel.
inline glm::uvec2 groups_across(const Area& area) {
    const glm::ivec2 group(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y);
    return (area.end - area.first + group - 1) / group;
}

/// Cut to a picture of this size.
inline Area cut(const Area& area, int width, int height) {
    return {{std::clamp(area.first.x, 0, width), std::clamp(area.first.y, 0, height)},
            {std::clamp(area.end.x, 0, width), std::clamp(area.end.y, 0, height)}};
}

/// Pixels away that a filter of this reach reads, bilinear neighbours included.
inline int pixels_read(float reach_px) {
    // No picture is larger than this, and sums of it do not overflow.
    constexpr float farthest = 1 << 20;
    return static_cast<int>(std::ceil(std::min(reach_px, farthest))) + 1;
}

/// Grown by what a filter of this reach reads and cut to a picture of this size with a margin around it.
inline Area grown(const Area& area, float reach_px, int width, int height, int margin = 0) {
    const int reach = pixels_read(reach_px);
    const Area all = {{-margin, -margin}, {width + margin, height + margin}};
    return {glm::clamp(area.first - reach, all.first, all.end),
            glm::clamp(area.end + reach, all.first, all.end)};
}

}  // namespace tapestry
