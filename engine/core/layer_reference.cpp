#include "layer_reference.h"

namespace tapestry {

glm::dvec4 stored(const glm::dvec4& pixel, Storage storage) {
    if (storage == Storage::exact) return pixel;
    return {round_to_half(pixel.r), round_to_half(pixel.g), round_to_half(pixel.b), round_to_half(pixel.a)};
}

Image stored(Image image, Storage storage) {
    for (glm::dvec4& pixel : image.pixels) pixel = stored(pixel, storage);
    return image;
}

glm::dvec4 gather_taps(const Image& source, std::span<const BlendedTap> taps, int x, int y) {
    glm::dvec4 sum(0.0);
    for (const BlendedTap& tap : taps) sum += tap.weight * read_bilinear(source, x + tap.dx, y + tap.dy);
    return sum;
}

}  // namespace tapestry
