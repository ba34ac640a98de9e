/// The highlight test: what a small bright light on a grey wall looks like after the filter. Photographs hide
/// a kernel's faults; such a light shows the kernel itself.
#pragma once

#include "offline/metrics/filter_method.h"
#include "tapestry/image.h"

namespace tapestry::offline {

/// How much brighter than the grey around it the light is: 9 stops.
inline constexpr double highlight_ratio = 512.0;

/// Width of the surroundings that are looked at on every side of the target's box.
inline constexpr int highlight_ring_px = 16;

struct HighlightMetrics {
    double psnr = 0.0;  ///< dB, as image_psnr
    double flip = 0.0;  ///< mean
    /// Largest errors outside of the target's support (`support_threshold`), as shares of the highlight's
    /// height over the grey: halos and dark rings.
    double overshoot = 0.0;   ///< 0 or above
    double undershoot = 0.0;  ///< 0 or below
    /// Root of the mean squared error within the support, as such a share: how uneven the highlight is.
    double unevenness = 0.0;
};

/// The scene is grey but for one pixel, `highlight_ratio` times as bright. What the method makes of it is
/// compared with what the target makes of it, over the target's box and the ring around it, both exposed so
/// that the brightest pixel of the dense picture is 18 % grey. Precondition: a target with light.
HighlightMetrics highlight_metrics(const FilterMethod& method, const DenseKernel& target);

/// What the method makes of it, the light in the middle. Where its response depends on the light's place, the
/// light is the upper left pixel of a block of 64 x 64: the farthest from the middle of every coarser pixel.
Image highlight_picture(const FilterMethod& method, const DenseKernel& target);

}  // namespace tapestry::offline
