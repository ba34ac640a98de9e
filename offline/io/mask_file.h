/// Pictures of kernels, in any format that is read here.
#pragma once

#include <filesystem>

#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// Reads a mask's linear weights: as read_grey, and OpenEXR, whose weights are the mean of red, green and
/// blue, or its one channel. Where the colour is black wherever it covers anything and alpha has the shape,
/// the weights are the alpha. Error: as read_grey and read_exr.
Result<GreyPicture> read_mask_picture(const std::filesystem::path& path);

}  // namespace tapestry::offline
