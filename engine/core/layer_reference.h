/// What the references of the cascade share: rounding, and one pixel's gather.
#pragma once

#include <span>

#include "tapestry/reference.h"

namespace tapestry {

/// As a pass leaves it in its texture.
glm::dvec4 stored(const glm::dvec4& pixel, Storage storage);
Image stored(Image image, Storage storage);

/// The weighted sum of bilinear reads around a pixel.
glm::dvec4 gather_taps(const Image& source, std::span<const BlendedTap> taps, int x, int y);

}  // namespace tapestry
