/// Flat shapes bounded by closed curves.
#pragma once

#include <glm/vec2.hpp>
#include <vector>

namespace tapestry::offline {

/// Closed polygons, x right, y down: curves are cut into chords as they are added. Contours do not cross;
/// holes run the other way round than what they are cut from.
class Outline {
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
double signed_area(const Outline& outline);

/// Centre of the enclosed area, which must not be 0.
glm::dvec2 centroid(const Outline& outline);

/// Distance of the farthest point from the origin.
double extent(const Outline& outline);

/// The outline with its centroid at the origin.
Outline about_centroid(Outline outline);

/// Scaled about the origin, then turned about it, clockwise on the picture.
Outline scaled_and_turned(Outline outline, double scale, double rotation_deg);

}  // namespace tapestry::offline
