/// The opening of a lens, of any shape, and points spread evenly over it. No OpenGL here.
#pragma once

#include <cstdint>
#include <glm/vec2.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::demo {

class ApertureShape {
  public:
    /// The light of a kernel's cells is how open the aperture is there; the kernel's radius_px cells are the
    /// aperture's radius. Error: no light, or a number that is negative or not finite.
    static Result<ApertureShape> create(std::string name, const DenseKernel& kernel, double radius_px);

    /// "disk", "hexagon", "heart", or any kernel of tapestry::offline that has a radius, at a fine grid.
    /// Error: no such kernel.
    static Result<ApertureShape> named(std::string_view name);

    const std::string& name() const { return name_; }
    const DenseKernel& kernel() const { return kernel_; }
    double radius_px() const { return radius_px_; }

    /// Maps the unit square to the aperture of radius 1 so that equal areas get equal light: columns' share
    /// first, then rows within the column. x right, y down, as a far light shows it.
    glm::dvec2 point(glm::dvec2 unit) const;

    /// Whether light passes there: half of the most that passes anywhere, or more.
    bool is_open(glm::dvec2 point) const;

    /// Changes when the shape does; for files that are continued.
    std::uint64_t fingerprint() const;

  private:
    ApertureShape() = default;

    std::string name_;
    DenseKernel kernel_;
    double radius_px_ = 1.0;
    double brightest_ = 0.0;
    std::vector<double> column_sums_;  ///< light left of each column's end
    std::vector<double> cell_sums_;    ///< [column][row]: light above each cell's end
};

}  // namespace tapestry::demo
