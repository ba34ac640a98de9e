#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "cascade_margin.h"
#include "layer_reference.h"
#include "row_bands.h"
#include "table_blend.h"
#include "tapestry/reference.h"

namespace tapestry {
namespace {

Image filter_layer(const Image& source, std::span<const BlendedTap> taps, Storage storage) {
    Image result(source.width, source.height);
    for_row_bands(source.height, [&](int first, int end) {
        for (int y = first; y < end; ++y)
            for (int x = 0; x < source.width; ++x)
                result.at(x, y) = stored(gather_taps(source, taps, x, y), storage);
    });
    return result;
}

/// How far a filter moves light on either axis, in whole pixels.
int reach_px(const Filter& filter) {
    double reach = 0.0;
    for (std::size_t layer = 0; layer < filter.layers(); ++layer) {
        double longest = 0.0;
        for (const BlendedTap& tap : filter.layer(layer))
            longest = std::max({longest, std::abs(tap.dx), std::abs(tap.dy)});
        reach += std::ceil(longest);
    }
    return static_cast<int>(std::min(reach, 1e6));
}

/// How far all layers but the first read together.
double later_reach_px(const Filter& filter) {
    double reach = 0.0;
    for (std::size_t layer = 1; layer < filter.layers(); ++layer) {
        double longest = 0.0;
        for (const BlendedTap& tap : filter.layer(layer))
            longest = std::max(longest, std::hypot(tap.dx, tap.dy));
        reach += longest;
    }
    return reach;
}

/// Half the size of a picture whose edges cannot be noticed within `half_size` of its middle. Clamping at an
/// edge W pixels out matters only for light that walks W pixels out, is clamped, and then walks back to
/// half_size: that takes more than W + (W - half_size) pixels of the filter's reach.
int working_half_size(int half_size, int reach) {
    // 2049 x 2049 pixels of 32 bytes, twice, is all the memory that a point of light deserves.
    constexpr int most = 1024;
    return std::max(half_size, std::min((half_size + reach) / 2 + 1, most));
}

}  // namespace

glm::dvec4 read_bilinear(const Image& image, double x, double y) {
    assert(image.width > 0 && image.height > 0 && "read_bilinear: the image has pixels");
    // Clamping the position is the same as clamping the four texels. fmax turns NaN into 0.
    const double inside_x = std::fmin(std::fmax(x, 0.0), image.width - 1);
    const double inside_y = std::fmin(std::fmax(y, 0.0), image.height - 1);
    const int x0 = static_cast<int>(inside_x);
    const int y0 = static_cast<int>(inside_y);
    const int x1 = std::min(x0 + 1, image.width - 1);
    const int y1 = std::min(y0 + 1, image.height - 1);
    const double fx = inside_x - x0;
    const double fy = inside_y - y0;
    const glm::dvec4 above = (1.0 - fx) * image.at(x0, y0) + fx * image.at(x1, y0);
    const glm::dvec4 below = (1.0 - fx) * image.at(x0, y1) + fx * image.at(x1, y1);
    return (1.0 - fy) * above + fy * below;
}

Image filter_cascade(const Image& source, const Filter& filter, Storage storage) {
    Image result = stored(source, storage);
    if (filter.identity) return result;
    const int margin = cascade_margin_px(later_reach_px(filter), filter.layers());
    result = with_margin(result, margin);
    for (std::size_t layer = 0; layer < filter.layers(); ++layer)
        result = filter_layer(result, filter.layer(layer), storage);
    return without_margin(result, margin);
}

Image filter_cascade(const Image& source, const TapTable& table, const ParameterMap& map, Storage storage) {
    CascadeOptions options;
    options.storage = storage;
    return filter_cascade(source, table, map, options);
}

DenseKernel impulse_response(const Filter& filter, int size) {
    assert(size > 0 && size % 2 == 1 && "impulse_response: the size is odd");
    const int half_size = size / 2;
    const int middle = working_half_size(half_size, reach_px(filter));
    Image light(2 * middle + 1, 2 * middle + 1);
    light.at(middle, middle) = glm::dvec4(1.0);
    const Image response = filter_cascade(light, filter);

    DenseKernel kernel{size, size, {}};
    kernel.values.reserve(static_cast<std::size_t>(size) * static_cast<std::size_t>(size));
    for (int y = -half_size; y <= half_size; ++y)
        for (int x = -half_size; x <= half_size; ++x)
            kernel.values.push_back(response.at(middle + x, middle + y).r);
    return kernel;
}

}  // namespace tapestry
