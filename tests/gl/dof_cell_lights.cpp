#include "dof_cell_lights.h"

namespace tapestry::test {

std::vector<std::array<CellLight, 4>> lights_of_level(const DofLightCells& cells, const Image& lights,
                                                      const Image& places, int level) {
    const int width = cells.finest.x;
    const glm::ivec2 count = cells.cells(level);
    const double side = cells.side_px(level);
    std::vector<std::array<CellLight, 4>> result;
    for (int y = 0; y < count.y; ++y)
        for (int x = 0; x < count.x; ++x) {
            std::array<CellLight, 4>& cell = result.emplace_back();
            const glm::ivec2 texel = DofLightCells::texel_of_level(level, {x, y}, cells.finest);
            for (int part = 0; part < 4; ++part) {
                const glm::dvec4& light = lights.at(texel.x + part * width, texel.y);
                const glm::dvec4& place = places.at(texel.x + part / 2 * width, texel.y);
                const glm::dvec2 inside =
                    part % 2 == 0 ? glm::dvec2(place.x, place.y) : glm::dvec2(place.z, place.w);
                cell[static_cast<std::size_t>(part)] = {side * side * glm::dvec3(light), light.a,
                                                        side * (glm::dvec2(x, y) + 0.5 + inside)};
            }
        }
    return result;
}

}  // namespace tapestry::test
