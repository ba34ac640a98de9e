/// Target kernels: what a point light should look like.
///
/// Every kernel is a square DenseKernel of odd size with its origin in the middle cell, upright, y down,
/// normalised to sum 1. make_kernel (tapestry/fit/make_kernel.h) makes the named ones with all their
/// parameters.
#pragma once

#include "offline/kernels/disk.h"
#include "offline/kernels/gaussian.h"
#include "offline/kernels/kernel_grid.h"
#include "offline/kernels/mask.h"
#include "offline/kernels/moments.h"
#include "tapestry/fit/make_kernel.h"
