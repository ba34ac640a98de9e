#include "gl/atlas.h"

#include <algorithm>
#include <array>

#include "gl/tile_lists.h"

namespace tapestry {

Atlas make_atlas(std::span<const glm::ivec2> sizes) {
    Atlas atlas;
    std::array<int, 2> columns = {}, rows = {};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const glm::ivec2 texels = TAPESTRY_TILE * tiles_along(sizes[i] + 2 * TAPESTRY_ATLAS_RING);
        columns[i % 2] = std::max(columns[i % 2], texels.x);
        rows[i / 2] = std::max(rows[i / 2], texels.y);
    }
    atlas.size = {columns[0] + columns[1], rows[0] + rows[1]};
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        const glm::ivec2 corner(i % 2 == 0 ? 0 : columns[0], i / 2 == 0 ? 0 : rows[0]);
        const glm::ivec2 first = corner + TAPESTRY_ATLAS_RING;
        atlas.pictures.emplace_back().area = {first, first + sizes[i]};
    }
    return atlas;
}

}  // namespace tapestry
