/// Target kernels: what a point light should look like.
///
/// Every kernel is a DenseKernel of odd size with its origin in the middle cell, upright, y down, normalised
/// to sum 1.
#pragma once

#include "offline/io/image_file.h"
#include "tapestry/reference.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// Largest distance of a kernel's edge from its origin: 255 x 255 cells.
inline constexpr double max_kernel_radius_px = 127.0;

/// A uniform disk; each cell holds the exact area that the disk covers. radius_px: (0, 127].
Result<DenseKernel> disk_kernel(double radius_px);

/// A Gaussian sampled at cell centres, cut at 4 sigma. sigma_px: (0, 31].
Result<DenseKernel> gaussian_kernel(double sigma_px);

/// A picture as a kernel: its values are linear weights, pixel (floor(W/2), floor(H/2)) is the origin.
/// radius_px = 0: its pixels are the filter's; otherwise it is scaled so that the farthest lit pixel's centre
/// lies at radius_px (area-exact resampling). Error: no light, larger than 255 x 255, or a radius where only
/// the origin is lit.
Result<DenseKernel> mask_kernel(const GreyPicture& mask, double radius_px = 0.0);

/// Mean and variance per axis of a kernel, cells as points.
struct Moments {
    double mean_x = 0.0, mean_y = 0.0;
    double variance_x = 0.0, variance_y = 0.0;

    double variance() const { return 0.5 * (variance_x + variance_y); }
};
Moments moments(const DenseKernel& kernel);

/// Peak signal-to-noise ratio of a kernel against a target, in dB: peak = the target's maximum, mean over the
/// target's cells, and light that leaked outside them counts as error. The kernel is at least as large as the
/// target.
double kernel_psnr(const DenseKernel& kernel, const DenseKernel& target);

}  // namespace tapestry::offline
