/// HEIC and AVIF in memory, by libheif, where Tapestry was built with it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "offline/io/decoded_picture.h"
#include "offline/io/embedded_depth.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// The primary picture, of 8 bits or, where it has more, 16; libheif turns it upright. Error, without a path:
/// more than `max_pixels`, how it is damaged, a codec that libheif lacks, or no library.
Result<DecodedPicture> decode_heif(std::span<const std::uint8_t> file, std::int64_t max_pixels);

/// The primary picture's auxiliary image of depth; none where there is none, or no library.
Result<std::optional<EmbeddedDepth>> decode_heif_depth(std::span<const std::uint8_t> file,
                                                       std::int64_t max_pixels);
bool has_heif_depth(std::span<const std::uint8_t> file);

}  // namespace tapestry::offline
