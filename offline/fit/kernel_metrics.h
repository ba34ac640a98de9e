/// How far the picture of a point light is from what it should be.
///
/// The two kernels lie on each other by their middle cells; a cell that only one of them has counts as 0 in
/// the other, so that light which leaked out of the target's box is error wherever it went.
#pragma once

#include "tapestry/image.h"

namespace tapestry::offline {

/// Cells brighter than this share of the target's peak are its support. Far below what can be seen, and far
/// above the rounding that PSFs made by Fourier transforms have everywhere.
inline constexpr double support_threshold = 1e-4;

/// Peak signal-to-noise ratio in dB: peak = the target's maximum, mean over the target's cells. Infinite for
/// equal kernels.
double kernel_psnr(const DenseKernel& kernel, const DenseKernel& target);

struct KernelMetrics {
    double psnr = 0.0;            ///< dB, `kernel_psnr`
    double l1 = 0.0;              ///< sum |k - t| / sum |t|
    double relative_l2 = 0.0;     ///< |k - t| / |t|
    double mass_outside = 0.0;    ///< sum |k - t| outside the target's support, as a share of sum |t|
    double minimum_weight = 0.0;  ///< the kernel's minimum / the target's maximum; negative light rings
};

/// Precondition: the target's maximum is above 0.
KernelMetrics kernel_metrics(const DenseKernel& kernel, const DenseKernel& target);

}  // namespace tapestry::offline
