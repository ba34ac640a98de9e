/// Depth inside photographs, as phones write it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

/// Numbers from 0 to 1 for every pixel of a smaller picture, and what they stand for.
struct EmbeddedDepth {
    GreyPicture numbers;
    bool is_inverse = true;               ///< even steps of 1 / distance, else of distance
    bool is_near_zero = true;             ///< 0 is what is nearest, else 1
    std::optional<double> near_m, far_m;  ///< distances of the nearest and farthest number, where it is known
    bool is_turned = false;               ///< upright by itself, else stored as the photograph is
};

/// GDepth (Google's "Depth map metadata", 2014) and Dynamic Depth 1.0 (2018) in a JPEG's XMP, and the depth
/// of HEIC and AVIF. None: there is no depth in this file, or no library (Expat; libheif) to find it. Error,
/// without a path: it is there and damaged.
Result<std::optional<EmbeddedDepth>> embedded_depth(std::span<const std::uint8_t> file);

/// Whether there is some, without decoding it.
bool has_embedded_depth(std::span<const std::uint8_t> file);

}  // namespace tapestry::offline
