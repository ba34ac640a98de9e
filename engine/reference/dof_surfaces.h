/// A pixel's surfaces and what the fills put behind them: same names and maths as shaders/include/dof.glsl,
/// dof_surfaces.glsl and dof_fill.glsl.
#pragma once

#include <glm/vec3.hpp>

#include "reference/dof_reference.h"

namespace tapestry {

struct Surfaces {
    glm::dvec4 front = glm::dvec4(0.0);
    glm::dvec4 back = glm::dvec4(0.0);
    double front_coc = 0.0;
    double back_coc = 0.0;
};

Surfaces single_surface(const glm::dvec4& work);
Surfaces surfaces_at(const DofCoc& coc, const DofEdges& edges, int x, int y, bool edge);

inline glm::dvec3 rgb(const glm::dvec4& light) {
    return {light.r, light.g, light.b};
}

/// color.glsl: the largest of red, green and blue.
double brightest(const glm::dvec4& light);

/// The surface behind as far as it shows in a slice: what is before it in the same slice hides it.
glm::dvec4 seen_back(const DofSettings& settings, const Surfaces& surfaces);

glm::dvec4 far_fill(const DofSettings& settings, const Surfaces& surfaces, const glm::dvec4& far);
glm::dvec4 focus_fill(const DofSettings& settings, const Surfaces& surfaces, const glm::dvec4& focus);
glm::dvec4 near_fill(const DofSettings& settings, const Surfaces& surfaces, const glm::dvec4& near_inner,
                     double near_inner_coc, double slope);

/// Bilinear read at a place of the picture, of a texture each of whose pixels covers `step` of it.
glm::dvec4 read_at(const Image& image, double x_px, double y_px, double step);

}  // namespace tapestry
