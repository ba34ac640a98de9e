/// WebP in memory, by libwebp, where Tapestry was built with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "offline/io/decoded_picture.h"
#include "offline/io/result_tags.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// With its profile and EXIF block; of animations the first frame. Error, without a path: more than
/// `max_pixels`, damaged data, or no library.
Result<DecodedPicture> decode_webp(std::span<const std::uint8_t> file, std::int64_t max_pixels);

/// rgba: straight alpha, row 0 on top. quality: 1 to 99; 100 is lossless. Error, without a path: more than
/// 16383 pixels a side, no memory, or no library.
Result<std::vector<std::byte>> encode_webp(std::span<const std::uint8_t> rgba, int width, int height,
                                           int quality, const ResultTags& tags);

}  // namespace tapestry::offline
