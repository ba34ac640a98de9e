/// Pictures to filter, and how far two of them are apart.
#pragma once

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <limits>
#include <random>

#include "sample_tables.h"
#include "tapestry/image.h"

namespace tapestry::test {

/// Sums of about 100 products of numbers up to 4: their rounding differs with the order of the sum by this
/// much.
inline constexpr double rounding = 1e-13;

inline Image random_image(std::mt19937_64& random, int width, int height) {
    Image image(width, height);
    for (glm::dvec4& pixel : image.pixels)
        for (int channel = 0; channel < 4; ++channel) pixel[channel] = uniform(random, 0.0, 4.0);
    return image;
}

/// The largest difference of any channel of two pictures, `margin` pixels away from their edges. Infinite
/// when their sizes differ or a difference is NaN.
inline double largest_difference(const Image& a, const Image& b, int margin = 0) {
    double largest = 0.0;
    if (a.width != b.width || a.height != b.height) return std::numeric_limits<double>::infinity();
    for (int y = margin; y < a.height - margin; ++y) {
        for (int x = margin; x < a.width - margin; ++x) {
            const glm::dvec4 difference = glm::abs(a.at(x, y) - b.at(x, y));
            for (int channel = 0; channel < 4; ++channel) {
                if (std::isnan(difference[channel])) return std::numeric_limits<double>::infinity();
                largest = std::max(largest, difference[channel]);
            }
        }
    }
    return largest;
}

inline double largest_difference(const DenseKernel& a, const DenseKernel& b) {
    if (a.width != b.width || a.height != b.height) return std::numeric_limits<double>::infinity();
    double largest = 0.0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        largest = std::max(largest, std::abs(a.values[i] - b.values[i]));
    return largest;
}

}  // namespace tapestry::test
