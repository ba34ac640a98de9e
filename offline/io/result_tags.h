/// What goes into a result's file beside its samples.
#pragma once

#include <cstdint>
#include <vector>

namespace tapestry::offline {

struct ResultTags {
    std::vector<std::uint8_t> profile;  ///< ICC; empty: sRGB
    std::vector<std::uint8_t> exif;     ///< from its TIFF header on, upright; empty: none
};

}  // namespace tapestry::offline
