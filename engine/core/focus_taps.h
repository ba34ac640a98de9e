/// The aperture in a few bilinear reads, for the slice in focus, whose radii are too small for a cascade to
/// pay.
#pragma once

#include <array>

#include "tapestry/export.h"
#include "tapestry/tap_table.h"

namespace tapestry {

inline constexpr int focus_tap_count = 8;
inline constexpr int focus_scale_count = 16;

/// One layer of taps for radii up to `largest_px`.
struct FocusTaps {
    std::array<BlendedTap, focus_tap_count> taps;  ///< at radius 1; weights sum to 1
    /// What taps are multiplied by at radius largest_px * i / focus_scale_count, so that the variance of all
    /// reads, whose bilinear weights blur by themselves, is the aperture's.
    std::array<double, focus_scale_count + 1> scales = {};
    double variance = 0.0;  ///< the aperture's per axis, the mean of both, at radius 1
};

/// Clusters the kernel of the table's largest radius (its first entry on a second axis) by its mass: Lloyd,
/// "Least Squares Quantization in PCM", 1982. Offsets are those of a gather, as in tables.
TAPESTRY_CORE_EXPORT FocusTaps make_focus_taps(const TapTable& table, double largest_px);

/// Variance per axis, the mean of both, of the reads at a scale.
double focus_variance_px2(const FocusTaps& taps, double scale);

}  // namespace tapestry
