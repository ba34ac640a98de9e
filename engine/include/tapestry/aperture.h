/// The shape of a lens' opening, as bright lights show it. No OpenGL here.
#pragma once

#include <optional>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry {

class Outline;
struct DenseKernel;

inline constexpr int max_aperture_cells = 1024;  ///< a side

/// The aperture itself, which bright lights show: rows of a square picture, row 0 on top, 0 = opaque, 1 =
/// open. Its edge cells lie at the table's radius: cell centres run over [-1, 1] * (1 - 1/size) of it on both
/// axes.
struct ApertureMask {
    int size = 0;               ///< cells a side: 0 or [8, 1024]
    std::vector<float> values;  ///< size * size numbers in [0, 1], some of them above 0.5
};

/// Error: a size out of range, another count of numbers, one that is out of range, no opening.
TAPESTRY_CORE_EXPORT Result<void> check(const ApertureMask& mask);

/// Cells a side of masks that are drawn from shapes.
inline constexpr int exact_aperture_cells = 129;

/// What an outline about the origin encloses, its farthest point at the radius: any shape as an aperture,
/// those of aperture_outlines.h or a host's own. The outline is not a single point.
TAPESTRY_CORE_EXPORT ApertureMask aperture_mask(const Outline& outline);

/// A square kernel that has light, each cell as open as it is bright beside the brightest.
TAPESTRY_CORE_EXPORT ApertureMask aperture_mask(const DenseKernel& kernel);

/// The opening that a table was fitted to, from what tapestry-fit writes into its metadata; of tables that
/// turn with the radius as it is at the last knot, of those with a second axis as at its first knot. Nothing
/// where the metadata do not say it or the kernel is none of aperture_outlines.h, a disk, a ring or a square:
/// letters and pictures are known to the fitter alone. The table is valid and its first axis is radius_px.
TAPESTRY_CORE_EXPORT std::optional<ApertureMask> exact_aperture(const TapTable& table);

/// The best that is known of a table's aperture, and what DepthOfField uses where it is given none:
/// exact_aperture, else the kernel of its largest radius, 1 where that is as bright as most of it, which is
/// softer than the opening. The table is valid and its first axis is radius_px.
TAPESTRY_CORE_EXPORT ApertureMask aperture_mask(const TapTable& table);

}  // namespace tapestry
