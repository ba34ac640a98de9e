/// At how many pixels a filter works.
#pragma once

#include <cstdint>

namespace tapestry {

/// Pixels of the picture a pixel that is filtered, along each axis. Reduced work costs a quarter (a
/// sixteenth) of the reads, is for blurs that are large, and falls back to the source where they are small.
/// The way down is the kernel (1 3 3 1)/8, once or twice, and the way up a cubic B-spline. What they blur by
/// themselves (variance 2.1 px^2 at half, 9.1 px^2 at quarter resolution, so disks of radius 2.9 and 6.0 px)
/// is taken out of the filter's size; filters smaller than that are mixed from the source and the reduced
/// picture so that the variance is right. From radius 16 px on at half and 32 px on at quarter resolution a
/// single light's picture changes by less than 1 % as it moves; below, by more (8 px at half resolution: 1.8
/// %, 16 px at quarter resolution: 1.3 %).
enum class Resolution : std::uint32_t { full = 1, half = 2, quarter = 4 };

}  // namespace tapestry
