#include "gl/resolution_passes.h"

#include "core/resolution.h"

namespace tapestry {

layout::TapestryResolution resolution_block(const ReducedFilter& filter) {
    layout::TapestryResolution block = {};
    block.least = filter.least;
    block.last = filter.last;
    block.most = filter.most;
    block.size_share = filter.size_share;
    block.variance_px2 = static_cast<float>(filter.variance_px2);
    block.constant_share = static_cast<float>(filter.constant_share);
    block.lost_variance_px2 = static_cast<float>(filter.lost_variance_px2);
    block.factor = static_cast<float>(filter.factor);
    block.periodic = (filter.periodic[0] ? 1u : 0u) | (filter.periodic[1] ? 2u : 0u);
    block.step = static_cast<layout::uint>(filter.step);
    return block;
}

Area area_above(const Area& area, int width, int height) {
    return cut({2 * area.first - 1, 2 * area.end + 1}, width, height);
}

}  // namespace tapestry
