#include "offline/metrics/filter_method.h"

#include <algorithm>
#include <cmath>

#include "reference/filters.h"
#include "tapestry/impulse_response.h"

namespace tapestry::offline {
namespace {

struct Reach {
    int x = 0, y = 0;
};

// Half the size of a box that holds the whole impulse response: bilinear reads end at the ceiling of their
// layer's longest offset. Cascades that reach farther than 255 cells carry nothing that can be measured
// there.
Reach reach_of(const Filter& filter) {
    double x = 0.0, y = 0.0;
    for (std::size_t layer = 0; layer < filter.layers(); ++layer) {
        double longest_x = 0.0, longest_y = 0.0;
        for (const BlendedTap& tap : filter.layer(layer)) {
            if (tap.weight == 0.0) continue;
            longest_x = std::max(longest_x, std::abs(tap.dx));
            longest_y = std::max(longest_y, std::abs(tap.dy));
        }
        x += std::ceil(longest_x);
        y += std::ceil(longest_y);
    }
    return {static_cast<int>(std::min(x, 255.0)), static_cast<int>(std::min(y, 255.0))};
}

DenseKernel middle_of(const DenseKernel& kernel, Reach reach) {
    DenseKernel middle{2 * reach.x + 1, 2 * reach.y + 1, {}};
    for (int y = -reach.y; y <= reach.y; ++y)
        for (int x = -reach.x; x <= reach.x; ++x)
            middle.values.push_back(kernel.at(kernel.width / 2 + x, kernel.height / 2 + y));
    return middle;
}

}  // namespace

FilterMethod cascade_method(std::string name, const Filter& filter) {
    FilterMethod method;
    method.name = std::move(name);
    method.taps_read = static_cast<double>(std::count_if(
        filter.values.begin(), filter.values.end(), [](const BlendedTap& tap) { return tap.weight != 0.0; }));
    const Reach reach = reach_of(filter);
    method.impulse = middle_of(impulse_response(filter, 2 * std::max(reach.x, reach.y) + 1), reach);
    method.apply = [filter](const Image& image) { return filter_cascade(image, filter); };
    return method;
}

}  // namespace tapestry::offline
