/// Openings of lenses as outlines about the origin: what tapestry-fit's kernels of these names are. The
/// farthest point of each is at about 1; whoever draws them scales them. No OpenGL here.
#pragma once

#include "tapestry/export.h"
#include "tapestry/outline.h"

namespace tapestry {

/// An iris of so many blades, [3, ...], standing on a flat side, corners on the unit circle. A blade's edge
/// is an arc of `curvature` times that circle's: 0 straight, 1 the circle itself.
TAPESTRY_CORE_EXPORT Outline polygon_outline(int blades, double curvature = 0.0);

/// A star of so many points, [2, ...], one of them up; the corners between them lie at `inner`, (0, 1].
TAPESTRY_CORE_EXPORT Outline star_outline(int points, double inner);

/// A disk as wide as 1 and as high as `axis_ratio`, (0, 1].
TAPESTRY_CORE_EXPORT Outline ellipse_outline(double axis_ratio);

/// What is in the unit disk and in the same disk moved to the left by 2 `vignette`, [0, 1): cat's eyes.
TAPESTRY_CORE_EXPORT Outline cut_disk_outline(double vignette);

/// So many round petals, [3, ...], one of them up.
TAPESTRY_CORE_EXPORT Outline flower_outline(int petals);

/// Point down, about its centroid.
TAPESTRY_CORE_EXPORT Outline heart_outline();

/// A dove in flight to the right, about its centroid.
TAPESTRY_CORE_EXPORT Outline dove_outline();

}  // namespace tapestry
