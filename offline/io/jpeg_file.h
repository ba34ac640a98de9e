/// JPEG in memory, by libjpeg: missing and damaged data are errors.
#pragma once

#include <cstdint>
#include <span>

#include "offline/io/image_file.h"
#include "tapestry/result.h"

namespace tapestry::offline {

bool is_jpeg(std::span<const std::uint8_t> file);

/// Grey and colour JPEGs as they are. Error, without a path: more than `max_pixels`, CMYK, or how it is
/// damaged.
Result<Picture8> decode_jpeg(std::span<const std::uint8_t> file, std::int64_t max_pixels);

}  // namespace tapestry::offline
