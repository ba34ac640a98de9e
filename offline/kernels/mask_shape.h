/// A picture made a mask: its shape, and what people should know about how it was found.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tapestry/fit/mask_source.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

struct ReadMask {
    GreyPicture picture;
    std::vector<std::string> remarks;  ///< as MaskSource::remarks
};

/// A JPEG, by its first bytes; false of what cannot be read.
bool is_lossy_picture(const std::filesystem::path& path);

/// Error: a value not finite, or below 0 unless signed; a threshold out of range, or above all there is.
Result<ReadMask> shape_of_mask(GreyPicture mask, const MaskReading& reading, bool is_lossy);

}  // namespace tapestry::offline
