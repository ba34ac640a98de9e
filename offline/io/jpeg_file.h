/// JPEG in memory, by libjpeg: missing and damaged data are errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "offline/io/decoded_picture.h"
#include "offline/io/result_tags.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// Grey, colour and CMYK JPEGs of 8 bits, with their profile and EXIF block. Error, without a path: more than
/// `max_pixels`, or how it is damaged.
Result<DecodedPicture> decode_jpeg(std::span<const std::uint8_t> file, std::int64_t max_pixels);

/// rgb: 3 samples a pixel, row 0 on top. quality: 1 to 100; colours keep their full resolution. Error,
/// without a path: more than 65500 pixels a side, or no memory.
Result<std::vector<std::byte>> encode_jpeg(std::span<const std::uint8_t> rgb, int width, int height,
                                           int quality, const ResultTags& tags);

}  // namespace tapestry::offline
