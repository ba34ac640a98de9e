/// What the tests of kernels ask of every one.
#pragma once

#include <algorithm>
#include <cmath>
#include <numeric>

#include "tapestry/image.h"

namespace tapestry::test {

inline double sum(const DenseKernel& kernel) {
    return std::accumulate(kernel.values.begin(), kernel.values.end(), 0.0);
}

inline double peak(const DenseKernel& kernel) {
    return *std::max_element(kernel.values.begin(), kernel.values.end());
}

/// The value at an offset from the origin; 0 outside.
inline double value_at(const DenseKernel& kernel, int dx, int dy) {
    const int x = dx + kernel.width / 2, y = dy + kernel.height / 2;
    return x < 0 || y < 0 || x >= kernel.width || y >= kernel.height ? 0.0 : kernel.at(x, y);
}

/// Largest difference of two kernels, origin on origin.
inline double largest_difference(const DenseKernel& a, const DenseKernel& b) {
    const int half = std::max({a.width, a.height, b.width, b.height}) / 2;
    double largest = 0.0;
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x)
            largest = std::max(largest, std::abs(value_at(a, x, y) - value_at(b, x, y)));
    return largest;
}

/// Turned by 90 degrees, clockwise on the picture.
inline DenseKernel quarter_turned(const DenseKernel& kernel) {
    DenseKernel turned{kernel.height, kernel.width, std::vector<double>(kernel.values.size())};
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            turned.values[static_cast<std::size_t>(x) * turned.width + (kernel.height - 1 - y)] =
                kernel.at(x, y);
    return turned;
}

}  // namespace tapestry::test
