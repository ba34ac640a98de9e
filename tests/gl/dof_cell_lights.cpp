#include "dof_cell_lights.h"

namespace tapestry::test {

std::vector<std::array<CellLight, 4>> lights_of_level(const DofLightCells& cells, const Image& lights,
                                                      const Image& places, int level) {
    const int width = cells.all_levels().x;
    const glm::ivec2 first = cells.first(level), count = cells.cells(level);
    const double side = cells.side_px(level);
    std::vector<std::array<CellLight, 4>> result;
    for (int y = 0; y < count.y; ++y)
        for (int x = 0; x < count.x; ++x) {
            std::array<CellLight, 4>& cell = result.emplace_back();
            for (int part = 0; part < 4; ++part) {
                const glm::dvec4& light = lights.at(first.x + x + part * width, first.y + y);
                const glm::dvec4& place = places.at(first.x + x + part / 2 * width, first.y + y);
                const glm::dvec2 inside =
                    part % 2 == 0 ? glm::dvec2(place.x, place.y) : glm::dvec2(place.z, place.w);
                cell[static_cast<std::size_t>(part)] = {side * side * glm::dvec3(light), light.a,
                                                        side * (glm::dvec2(x, y) + 0.5 + inside)};
            }
        }
    return result;
}

}  // namespace tapestry::test
