#include "reference/layer_reference.h"

#include <algorithm>

#include "tapestry/half.h"

namespace tapestry {

glm::dvec4 stored(const glm::dvec4& pixel, Storage storage) {
    if (storage == Storage::exact) return pixel;
    return {round_to_half(pixel.r), round_to_half(pixel.g), round_to_half(pixel.b), round_to_half(pixel.a)};
}

Image stored(Image image, Storage storage) {
    for (glm::dvec4& pixel : image.pixels) pixel = stored(pixel, storage);
    return image;
}

Image with_margin(const Image& image, int margin) {
    if (margin == 0) return image;
    Image result(image.width + 2 * margin, image.height + 2 * margin);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x)
            result.at(x, y) = image.at(std::clamp(x - margin, 0, image.width - 1),
                                       std::clamp(y - margin, 0, image.height - 1));
    return result;
}

Image without_margin(const Image& image, int margin) {
    if (margin == 0) return image;
    Image result(image.width - 2 * margin, image.height - 2 * margin);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) result.at(x, y) = image.at(x + margin, y + margin);
    return result;
}

glm::dvec4 gather_taps(const Image& source, std::span<const BlendedTap> taps, int x, int y) {
    glm::dvec4 sum(0.0);
    for (const BlendedTap& tap : taps) sum += tap.weight * read_bilinear(source, x + tap.dx, y + tap.dy);
    return sum;
}

}  // namespace tapestry
