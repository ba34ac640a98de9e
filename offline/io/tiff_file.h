/// TIFF in memory, by libtiff, where Tapestry was built with it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "offline/io/decoded_picture.h"
#include "offline/io/packed_picture.h"
#include "offline/io/result_tags.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// The first picture of a file: grey, palette, RGB and CMYK of 8, 16 and 32 bits (floats are linear light or
/// numbers), with or without alpha, strips or tiles, any compression that libtiff has; others of 8 bits as
/// libtiff shows them. Orientation is EXIF's, in the tags' block. Error, without a path: more than
/// `max_pixels`, how it is damaged, what it holds that is not read, or no library.
Result<DecodedPicture> decode_tiff(std::span<const std::uint8_t> file, std::int64_t max_pixels);

/// 3 channels or 4 (straight alpha), ZIP-compressed. Error, without a path: no memory, or no library.
Result<std::vector<std::byte>> encode_tiff(const PackedPicture<std::uint8_t>& picture,
                                           const ResultTags& tags);
Result<std::vector<std::byte>> encode_tiff(const PackedPicture<std::uint16_t>& picture,
                                           const ResultTags& tags);

}  // namespace tapestry::offline
