/// Target kernels: what a point light should look like.
///
/// Every kernel is a square DenseKernel of odd size with its origin in the middle cell, upright, y down,
/// normalised to sum 1. make_kernel (registry.h) makes the named ones with all their parameters.
#pragma once

#include "offline/kernels/disk.h"
#include "offline/kernels/gaussian.h"
#include "offline/kernels/kernel_grid.h"
#include "offline/kernels/mask.h"
#include "offline/kernels/moments.h"
#include "offline/kernels/registry.h"

namespace tapestry::offline {

/// Peak signal-to-noise ratio of a kernel against a target, in dB: peak = the target's maximum, mean over the
/// target's cells, and light that leaked outside them counts as error. The kernel is at least as large as the
/// target.
double kernel_psnr(const DenseKernel& kernel, const DenseKernel& target);

}  // namespace tapestry::offline
