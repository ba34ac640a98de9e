/// The textbook's Gaussian blur: a horizontal and a vertical pass that read two neighbouring texels with one
/// bilinear tap between them.
#pragma once

#include "offline/metrics/filter_method.h"
#include "tapestry/image.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

/// A Gaussian cut to a box of 2 * half + 1 cells on each axis, as exact as bilinear reads are: texels with
/// weights a and b become one tap of weight a + b at b / (a + b) of the way. half + 1 taps a pass; the
/// shorter pass is filled with taps of weight 0. sigma_px above 0, halves 0..255.
Filter separable_gaussian_filter(double sigma_px, int half_width, int half_height);

/// For a kernel that is a Gaussian, in the kernel's own box; named "separable Gaussian". Error: any other
/// kernel.
Result<FilterMethod> separable_gaussian_method(const DenseKernel& kernel);

}  // namespace tapestry::offline
