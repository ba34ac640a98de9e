/// Portable float maps in memory. P. Debevec, http://www.pauldebevec.com/Research/HDR/PFM
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "offline/io/image_file.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// Grey (Pf), or colour (PF) by its channels' mean. The scale's sign is the byte order, its size is ignored,
/// as everywhere. Numbers may be infinite or none, which depths of sensors and data sets are full of. Error,
/// without a path: more than `max_pixels`, a malformed header, or missing data.
Result<GreyPicture> decode_pfm(std::span<const std::uint8_t> file, std::int64_t max_pixels);

/// Grey, little-endian.
std::vector<std::byte> encode_pfm(const GreyPicture& picture);

}  // namespace tapestry::offline
