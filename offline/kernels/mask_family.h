/// What can be set about a mask, so that it is checked like any kernel.
#pragma once

#include "offline/kernels/kernel_family.h"

namespace tapestry::offline {

/// "mask", with radius and rotation. Its `make` is empty: mask_kernel (mask.h) wants the picture too, and
/// without a radius that was given it wants 0, which leaves the pixels as they are.
const KernelFamily& mask_family();

}  // namespace tapestry::offline
