#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "core/cascade_margin.h"
#include "core/row_bands.h"
#include "core/table_blend.h"
#include "reference/filters.h"
#include "reference/layer_reference.h"

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

}  // namespace tapestry
