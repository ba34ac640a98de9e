#include "tapestry/impulse_response.h"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "cascade_margin.h"
#include "row_bands.h"

namespace tapestry {
namespace {

/// How far each layer moves light, as `length_of` measures a tap; summed from layer `first` on.
template <class LengthOf>
double summed_reach(const Filter& filter, std::size_t first, const LengthOf& length_of) {
    double reach = 0.0;
    for (std::size_t layer = first; layer < filter.layers(); ++layer) {
        double longest = 0.0;
        for (const BlendedTap& tap : filter.layer(layer)) longest = std::max(longest, length_of(tap));
        reach += longest;
    }
    return reach;
}

/// How far a filter moves light on either axis, in whole pixels.
int reach_px(const Filter& filter) {
    const double reach = summed_reach(filter, 0, [](const BlendedTap& tap) {
        return std::ceil(std::max(std::abs(tap.dx), std::abs(tap.dy)));
    });
    return static_cast<int>(std::min(reach, 1e6));
}

/// The margin that a cascade has around a picture (core/cascade_margin.h).
int margin_px(const Filter& filter) {
    const double later_reach =
        summed_reach(filter, 1, [](const BlendedTap& tap) { return std::hypot(tap.dx, tap.dy); });
    return cascade_margin_px(later_reach, filter.layers());
}

/// Half the size of a picture whose edges cannot be noticed within `half_size` of its middle. Clamping at an
/// edge W pixels out matters only for light that walks W pixels out, is clamped, and then walks back to
/// half_size: that takes more than W + (W - half_size) pixels of the filter's reach.
int working_half_size(int half_size, int reach) {
    // 2049 x 2049 numbers, twice, is all the memory that a point of light deserves.
    constexpr int most = 1024;
    return std::max(half_size, std::min((half_size + reach) / 2 + 1, most));
}

DenseKernel square(int half_size) {
    const int size = 2 * half_size + 1;
    return {size, size, std::vector<double>(static_cast<std::size_t>(size) * static_cast<std::size_t>(size))};
}

DenseKernel point_of_light(int half_size) {
    DenseKernel light = square(half_size);
    light.values[row_major(half_size, half_size, light.width)] = 1.0;
    return light;
}

DenseKernel filter_layer(const DenseKernel& source, std::span<const BlendedTap> taps) {
    DenseKernel result = square(source.width / 2);
    for_row_bands(source.height, [&](int first, int end) {
        for (int y = first; y < end; ++y)
            for (int x = 0; x < source.width; ++x) {
                double sum = 0.0;
                for (const BlendedTap& tap : taps)
                    sum += tap.weight * read_bilinear(source, x + tap.dx, y + tap.dy);
                result.values[row_major(x, y, result.width)] = sum;
            }
    });
    return result;
}

DenseKernel middle_of(const DenseKernel& kernel, int half_size) {
    DenseKernel result = square(half_size);
    const int first = kernel.width / 2 - half_size;
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x)
            result.values[row_major(x, y, result.width)] = kernel.at(first + x, first + y);
    return result;
}

}  // namespace

double read_bilinear(const DenseKernel& kernel, double x, double y) {
    assert(kernel.width > 0 && kernel.height > 0 && "read_bilinear: the kernel has cells");
    // Clamping the position is the same as clamping the four cells. fmax turns NaN into 0.
    const double inside_x = std::fmin(std::fmax(x, 0.0), kernel.width - 1);
    const double inside_y = std::fmin(std::fmax(y, 0.0), kernel.height - 1);
    const int x0 = static_cast<int>(inside_x);
    const int y0 = static_cast<int>(inside_y);
    const int x1 = std::min(x0 + 1, kernel.width - 1);
    const int y1 = std::min(y0 + 1, kernel.height - 1);
    const double fx = inside_x - x0;
    const double fy = inside_y - y0;
    const double above = (1.0 - fx) * kernel.at(x0, y0) + fx * kernel.at(x1, y0);
    const double below = (1.0 - fx) * kernel.at(x0, y1) + fx * kernel.at(x1, y1);
    return (1.0 - fy) * above + fy * below;
}

DenseKernel impulse_response(const Filter& filter, int size) {
    assert(size > 0 && size % 2 == 1 && "impulse_response: the size is odd");
    const int half_size = size / 2;
    if (filter.identity) return point_of_light(half_size);
    DenseKernel light = point_of_light(working_half_size(half_size, reach_px(filter)) + margin_px(filter));
    for (std::size_t layer = 0; layer < filter.layers(); ++layer)
        light = filter_layer(light, filter.layer(layer));
    return middle_of(light, half_size);
}

}  // namespace tapestry
