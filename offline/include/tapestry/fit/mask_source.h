/// What can be set about a mask, so that it is checked like any kernel.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "tapestry/export.h"
#include "tapestry/fit/kernel_family.h"

namespace tapestry::offline {

/// "mask", with radius and rotation. Its `make` is empty: it wants the picture too (MaskSource).
TAPESTRY_FIT_EXPORT const KernelFamily& mask_family();

/// A picture whose kernels can be made at any radius and rotation.
struct MaskSource {
    KernelSettings
        settings;  ///< in full; a radius that was not given is 0, which leaves the pixels as they are
    std::function<Result<DenseKernel>(const KernelSettings&)> make;  ///< wants full settings. Any thread.
};

/// Reads a picture's values, none below 0. Fits know no format of pictures.
using MaskReader = std::function<Result<GreyPicture>(const std::filesystem::path&)>;

/// Error: a setting that a mask does not have or out of range, a picture that cannot be read. Of `make`, with
/// the path: no light, or none where the kernel is.
TAPESTRY_FIT_EXPORT Result<MaskSource> read_mask(const std::string& path, const MaskReader& reader,
                                                 const KernelSettings& given, bool centred);

}  // namespace tapestry::offline
