/// Outlines as kernels: each cell holds the exact area that the outline covers.
#pragma once

#include "offline/kernels/outline.h"
#include "tapestry/reference.h"

namespace tapestry::offline {

/// Adds `value` times the area that a polygon covers of each cell. What lies outside the kernel is dropped.
class AreaAccumulator {
  public:
    explicit AreaAccumulator(int half);

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

/// The outline's area kernel of 2 half_size(radius_px) + 1 cells a side, normalised.
DenseKernel area_kernel(const Outline& outline, double radius_px);

}  // namespace tapestry::offline
