#include "scene/tone_curve.h"

#include <algorithm>

namespace tapestry::demo {

double tone_curve(double light, double white) {
    light = std::max(0.0, light);
    return std::min(1.0, light * (1.0 + light / (white * white)) / (1.0 + light));
}

Image toned(const Image& image, double white) {
    Image result = image;
    for (glm::dvec4& pixel : result.pixels) {
        for (int c = 0; c < 3; ++c) pixel[c] = tone_curve(pixel[c], white);
        pixel.a = 1.0;
    }
    return result;
}

}  // namespace tapestry::demo
