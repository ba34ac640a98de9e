/// What the references of the cascade share: rounding, and one pixel's gather.
#pragma once

#include <span>

#include "reference/filters.h"

namespace tapestry {

/// As a pass leaves it in its texture.
glm::dvec4 stored(const glm::dvec4& pixel, Storage storage);
Image stored(Image image, Storage storage);

/// The image in the middle of a larger one, in which its edge goes on.
Image with_margin(const Image& image, int margin);

/// The middle of an image without the margin around it.
Image without_margin(const Image& image, int margin);

/// The weighted sum of bilinear reads around a pixel.
glm::dvec4 gather_taps(const Image& source, std::span<const BlendedTap> taps, int x, int y);

}  // namespace tapestry
