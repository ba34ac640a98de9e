#include "gl/atlas.h"

#include <algorithm>

#include "gl/tile_lists.h"

namespace tapestry {

Area Atlas::with_border(std::size_t picture) const {
    const Area& area = pictures[picture].area;
    return {area.first - border(), area.end + border()};
}

Atlas make_atlas(std::span<const glm::ivec2> sizes, int margin) {
    Atlas atlas;
    atlas.margin = margin;
    for (const glm::ivec2 size : sizes) {
        const glm::ivec2 first = glm::ivec2(0, atlas.size.y) + atlas.border();
        atlas.pictures.emplace_back().area = {first, first + size};
        const glm::ivec2 bordered = size + 2 * atlas.border();
        atlas.size.x = std::max(atlas.size.x, bordered.x);
        atlas.size.y += TAPESTRY_TILE * tiles_along(bordered).y;
    }
    return atlas;
}

}  // namespace tapestry
