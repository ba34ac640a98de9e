#include "offline/metrics/filter_method.h"

#include <algorithm>
#include <cmath>

namespace tapestry::offline {
namespace {

// Half the size of a box that holds the whole impulse response: bilinear reads end at the ceiling of their
// layer's longest offset. Cascades that reach farther than 255 cells carry nothing that can be measured
// there.
int reach_px(const Filter& filter) {
    double reach = 0.0;
    for (std::size_t layer = 0; layer < filter.layers; ++layer) {
        double longest = 0.0;
        for (const BlendedTap& tap : filter.layer(layer))
            if (tap.weight != 0.0) longest = std::max({longest, std::abs(tap.dx), std::abs(tap.dy)});
        reach += std::ceil(longest);
    }
    return static_cast<int>(std::min(reach, 255.0));
}

}  // namespace

FilterMethod cascade_method(std::string name, const Filter& filter) {
    FilterMethod method;
    method.name = std::move(name);
    method.taps_read = static_cast<double>(std::count_if(
        filter.values.begin(), filter.values.end(), [](const BlendedTap& tap) { return tap.weight != 0.0; }));
    method.impulse = impulse_response(filter, 2 * reach_px(filter) + 1);
    method.apply = [filter](const Image& image) { return filter_cascade(image, filter); };
    return method;
}

}  // namespace tapestry::offline
