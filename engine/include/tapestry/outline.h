/// Flat shapes bounded by closed curves, and the light of cells that they cover. No OpenGL here.
#pragma once

#include <glm/vec2.hpp>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/image.h"

namespace tapestry {

/// Closed polygons, x right, y down: curves are cut into chords as they are added. Contours do not cross;
/// holes run the other way round than what they are cut from.
class TAPESTRY_CORE_EXPORT Outline {
  public:
    using Contour = std::vector<glm::dvec2>;

    void move_to(glm::dvec2 to);
    void line_to(glm::dvec2 to);
    void quadratic_to(glm::dvec2 control, glm::dvec2 to);
    void cubic_to(glm::dvec2 control, glm::dvec2 control_2, glm::dvec2 to);

    /// Along the circle about `centre` that the last point lies on, by `angle` radians (clockwise above 0).
    void arc_by(glm::dvec2 centre, double angle);

    const std::vector<Contour>& contours() const { return contours_; }
    std::vector<Contour>& contours() { return contours_; }

  private:
    std::vector<Contour> contours_;
};

/// Enclosed area, above 0 where contours run clockwise on the picture; holes count against it.
TAPESTRY_CORE_EXPORT double signed_area(const Outline& outline);

/// Centre of the enclosed area, which must not be 0.
TAPESTRY_CORE_EXPORT glm::dvec2 centroid(const Outline& outline);

/// Distance of the farthest point from the origin.
TAPESTRY_CORE_EXPORT double extent(const Outline& outline);

/// The outline with its centroid at the origin.
TAPESTRY_CORE_EXPORT Outline about_centroid(Outline outline);

/// Scaled about the origin, then turned about it, clockwise on the picture.
TAPESTRY_CORE_EXPORT Outline scaled_and_turned(Outline outline, double scale, double rotation_deg);

/// Sums up the areas that polygons cover of the cells of a square grid, exactly. The middle of its middle
/// cell is the origin.
class TAPESTRY_CORE_EXPORT AreaAccumulator {
  public:
    /// `half`: cells on each side of the middle one.
    explicit AreaAccumulator(int half);

    /// Adds `value` times the area that a polygon covers of each cell. What lies outside the grid is dropped.
    void add(const Outline::Contour& contour, double value = 1.0);

    /// The light of every cell, counted above 0 whichever way the contours ran. Not normalised.
    DenseKernel kernel() const;

  private:
    void add_side(glm::dvec2 from, glm::dvec2 to, double value);
    void add_within_row(int row, glm::dvec2 from, glm::dvec2 to, double value);

    int half_;
    int size_;
    std::vector<double> steps_;  ///< size x (size + 1): change of coverage from the cell to the left
};

/// The share of each of (2 half + 1)^2 cells that an outline covers.
TAPESTRY_CORE_EXPORT DenseKernel covered_cells(const Outline& outline, int half);

/// Area that the disk of radius r about the origin covers of the unit cell about (x, y), without chords.
TAPESTRY_CORE_EXPORT double disk_area_in_cell(double x, double y, double r);

}  // namespace tapestry
