/// Light from everywhere: an HDR panorama, and what a renderer reads instead of its integrals. No OpenGL
/// here.
#pragma once

#include <array>
#include <filesystem>
#include <glm/vec3.hpp>
#include <vector>

#include "tapestry/result.h"

namespace tapestry::demo {

/// Latitude-longitude, row 0 is up (+y); the middle column looks along -z, and x grows to the right of it.
struct PanoramaLevel {
    int width = 0;
    int height = 0;
    std::vector<glm::vec3> texels;
};

struct Panorama {
    /// Level k is blurred as a surface of roughness k / (levels - 1) reflects it; level 0 is the picture.
    std::vector<PanoramaLevel> levels;
    /// Irradiance over pi, as nine spherical harmonics: R. Ramamoorthi, P. Hanrahan, "An Efficient
    /// Representation for Irradiance Environment Maps", SIGGRAPH 2001, equation 13's terms, constants
    /// included.
    std::array<glm::vec3, 9> irradiance = {};
};

/// Reads an EXR panorama twice as wide as high and prepares it; `strength` multiplies its light, and no texel
/// of it is brighter than `brightest` (suns are lights of their own). Takes some tenths of a second. Error:
/// the path and why.
Result<Panorama> read_panorama(const std::filesystem::path& path, float strength, float brightest);

/// A sky that nothing stands in: bright above, dim below, a large soft light to the upper left behind the
/// camera, which looks along -z.
Panorama soft_sky(float strength);

/// One colour from everywhere.
Panorama uniform_panorama(const glm::vec3& light);

}  // namespace tapestry::demo
