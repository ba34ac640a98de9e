/// What can be set about a mask, so that it is checked like any kernel.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/fit/kernel_family.h"

namespace tapestry::offline {

/// "mask", with radius and rotation. Its `make` is empty: it wants the picture too (MaskSource).
TAPESTRY_FIT_EXPORT const KernelFamily& mask_family();

/// How a picture is read as a kernel.
struct MaskReading {
    /// The origin is the centroid of the light. Else it is the middle of the picture: a pixel where the size
    /// is odd; between two where it is even, but for shapes that are symmetrical about pixel W/2 and not
    /// about the middle.
    bool centred = false;
    /// [0, 1) of the peak: what is at and below it is background, whose median is subtracted from the rest;
    /// 0: every value above 0 counts. None: background and noise are estimated, and nothing is changed where
    /// what is around the shape is 0 or falls off by itself.
    std::optional<double> threshold = {};
    bool invert = false;     ///< the shape is dark on a bright ground
    bool is_signed = false;  ///< weights below 0 are taken, for signed fits; such pictures stay as they are

    bool operator==(const MaskReading&) const = default;
};

/// A picture whose kernels can be made at any radius and rotation.
struct MaskSource {
    KernelSettings
        settings;  ///< in full; a radius that was not given is 0, which leaves the pixels as they are
    std::function<Result<DenseKernel>(const KernelSettings&)> make;  ///< wants full settings. Any thread.
    /// What was done that people did not ask for, a line each: "background 3 % removed, shape 412 x 408 px of
    /// 512 x 512".
    std::vector<std::string> remarks = {};
};

/// Reads a picture's values. Fits know no format of pictures.
using MaskReader = std::function<Result<GreyPicture>(const std::filesystem::path&)>;

/// JPEGs, by their first bytes, lose what is faint around a shape. Error: a setting that a mask does not have
/// or out of range, a picture that cannot be read or is not finite or below 0, unless signed. Of `make`, with
/// the path: no light, or none where the kernel is.
TAPESTRY_FIT_EXPORT Result<MaskSource> read_mask(const std::string& path, const MaskReader& reader,
                                                 const KernelSettings& given,
                                                 const MaskReading& reading = {});

}  // namespace tapestry::offline
