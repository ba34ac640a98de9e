/// The knots of a family: a line or a grid of parameters, and how they are blended between.
#pragma once

#include <glm/ext/vector_int2.hpp>
#include <glm/vec2.hpp>
#include <span>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

/// A knot's part in a blend.
struct KnotShare {
    int knot = 0;              ///< entry of the table
    double coefficient = 0.0;  ///< the shares of a blend sum to 1
};

class TAPESTRY_FIT_EXPORT FamilyGrid {
  public:
    explicit FamilyGrid(std::vector<Axis> axes);

    const std::vector<Axis>& axes() const { return axes_; }
    int knots() const;
    int knots_on(int axis) const;

    /// Entry of the table at these places on the axes (the second counts fastest).
    int entry(int first, int second) const;

    /// The parameter at a knot.
    glm::dvec2 parameter(int knot) const;

    /// As the engine blends, within the knots; a parameter at a period's end belongs to the knot there.
    std::vector<KnotShare> shares(glm::dvec2 parameter) const;

    /// All knots, and between neighbours on axis i `per_interval[i]` - 1 evenly spaced places.
    std::vector<glm::dvec2> samples(glm::ivec2 per_interval) const;

  private:
    std::vector<Axis> axes_;
    std::vector<Axis> unwrapped_;  // without the periods that have a knot at their end
};

/// The exponent of knots at from + (to - from) u^exponent, u even in [0, 1], where the number of knots is
/// `count`. Sizes that begin at 0 have their first knot at 0.86 px, within exponents 1 to 1.6: just above the
/// identity is where blends are worst. Measured, disk 0..24, 24 x 4, 9 knots, worst blend: 62 dB with
/// exponents 1.5 to 1.6, 57.2 dB with 1.2; hearts, 17 knots: 63.9 dB with this rule's 1.2, 56 dB with 1.15
/// and 1.3; lines of 5 knots lose 5 dB from 1.6 to 2.5. Gaussians want 2, angles and shapes 1.
TAPESTRY_FIT_EXPORT double standard_spacing(const FieldAxis& axis, int count);

/// Knots on the field's axes. `counts`: one number an axis; `exponent`: of the size axis, 0 for the standard
/// one. Periodic axes leave out the end, which is the start again. Error: a count below 2 or above the
/// table's limits, an exponent outside [0.5, 4], `scale` without an axis of size.
TAPESTRY_FIT_EXPORT Result<FamilyGrid> make_grid(const KernelField& field, std::span<const int> counts,
                                                 double exponent, Beyond beyond);

}  // namespace tapestry::offline
