/// Pictures and kernels of noise, and how far two pictures are apart.
#pragma once

#include <algorithm>
#include <cmath>
#include <random>

#include "tapestry/image.h"

namespace tapestry::test {

inline Image random_image(int width, int height, unsigned seed, bool opaque = false) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> light(0.0, 1.0);
    Image image(width, height);
    for (glm::dvec4& pixel : image.pixels)
        for (int c = 0; c < 4; ++c) pixel[c] = c == 3 && opaque ? 1.0 : light(random);
    return image;
}

/// Normalised, no cell at 0.
inline DenseKernel random_kernel(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    DenseKernel kernel{width, height, {}};
    double sum = 0.0;
    for (int i = 0; i < width * height; ++i) {
        kernel.values.push_back(static_cast<double>(1 + random() % 1000));
        sum += kernel.values.back();
    }
    for (double& value : kernel.values) value /= sum;
    return kernel;
}

/// Over all channels of the pixels that are not in the outer border.
inline double largest_difference(const Image& a, const Image& b, int border_px = 0) {
    double largest = 0.0;
    for (int y = border_px; y < a.height - border_px; ++y)
        for (int x = border_px; x < a.width - border_px; ++x)
            for (int c = 0; c < 4; ++c) largest = std::max(largest, std::abs(a.at(x, y)[c] - b.at(x, y)[c]));
    return largest;
}

}  // namespace tapestry::test
