/// Depth of field's lights by cells, out of its textures: see shaders/include/dof_light_cells.glsl.
#pragma once

#include <array>
#include <glm/vec3.hpp>
#include <vector>

#include "core/dof_light_cells.h"
#include "tapestry/image.h"

namespace tapestry::test {

struct CellLight {
    glm::dvec3 light{0.0};  ///< all of it
    double coc = 0.0;       ///< 0: there is none
    glm::dvec2 place{0.0};  ///< pixels
};

/// Of every cell of a level, row by row: far main and rest, near main and rest.
std::vector<std::array<CellLight, 4>> lights_of_level(const DofLightCells& cells, const Image& lights,
                                                      const Image& places, int level);

}  // namespace tapestry::test
