/// PNG in memory, by libpng: damaged checksums and missing data are errors.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "offline/io/decoded_picture.h"
#include "offline/io/packed_picture.h"
#include "offline/io/result_tags.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// Any PNG of 8 or 16 bits a channel: palettes, grey and less than 8 bits are expanded. Profiles, gAMA and
/// cHRM become an ICC profile; cICP and eXIf are handed on. Error, without a path: more than `max_pixels`, or
/// how it is damaged. Takes no more memory than the picture, and no more than 4 KiB for each byte of the
/// file.
Result<DecodedPicture> decode_png(std::span<const std::uint8_t> file, std::int64_t max_pixels);

/// channels: 1 grey, 3 RGB, 4 RGBA. Error: the picture is not one that PNG can hold.
Result<std::vector<std::byte>> encode_png(const PackedPicture<std::uint8_t>& picture,
                                          const ResultTags& tags = {});
Result<std::vector<std::byte>> encode_png(const PackedPicture<std::uint16_t>& picture,
                                          const ResultTags& tags = {});

}  // namespace tapestry::offline
