/// Every kind of kernel by its name.
#pragma once

#include <span>
#include <string_view>

#include "tapestry/export.h"
#include "tapestry/fit/kernel_family.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// All families, in the order in which they are listed. Safe to call from any thread.
TAPESTRY_FIT_EXPORT std::span<const KernelFamily> kernel_families();

/// Error: no such kernel, and which there are.
TAPESTRY_FIT_EXPORT Result<const KernelFamily*> find_family(std::string_view name);

/// make_kernel("ring", {.numbers = {{"radius", 24}, {"inner", 0.5}}}). What is not set is at its standard.
/// Error: no such kernel; a parameter that it does not have or out of range; the family's own.
TAPESTRY_FIT_EXPORT Result<DenseKernel> make_kernel(std::string_view name,
                                                    const KernelSettings& settings = {});

/// Angle in degrees after which the turned kernel is itself again; 0: at any angle, 360: only after a whole
/// turn. Error: as make_kernel.
TAPESTRY_FIT_EXPORT Result<double> turning_period_deg(std::string_view name,
                                                      const KernelSettings& settings = {});

}  // namespace tapestry::offline
