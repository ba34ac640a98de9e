/// What must hold of pictures that were decoded, whatever they were decoded from.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "offline/io/photograph.h"

namespace tapestry::fuzz {

/// By decode_photograph: as many samples as there are pixels, or an error with words; small ones are reduced
/// and encoded again, too, with what they keep of the file.
void decode_and_judge(std::span<const std::uint8_t> file);

/// In every format that is written: it can be read again.
void encode_and_judge(const offline::Photograph& photograph);

void judge(const GreyPicture& picture);

/// A PNG as it is, but with the checksums that belong to its chunks.
std::vector<std::uint8_t> with_right_checksums(std::span<const std::uint8_t> png);

}  // namespace tapestry::fuzz
