/// OpenEXR pictures, by the library OpenEXR: linear light of any range, and depths.
#pragma once

#include <filesystem>

#include "offline/io/image_file.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

bool is_exr_name(const std::filesystem::path& path);

/// R, G, B and A (1 where there is none), or Y as grey, of the data window, scan lines or tiles, any
/// compression. As in the file: linear, premultiplied. Error, with the path: no such channels, more than 2^26
/// pixels, or how it is damaged.
Result<Image> read_exr(const std::filesystem::path& path);

/// One channel of numbers: Z, or depth.Z, depth, Y or R, the first of them that is there. Error: as read_exr.
Result<GreyPicture> read_exr_grey(const std::filesystem::path& path);

enum class ExrDepth { half, single };

/// RGBA by scan lines, ZIP-compressed, whole or not at all.
Result<void> write_exr(const std::filesystem::path& path, const Image& image,
                       ExrDepth depth = ExrDepth::half);

}  // namespace tapestry::offline
