#include "cascade_margin.h"

#include <algorithm>
#include <cmath>

namespace tapestry {

float layer_reach_px(const TapTable& table, std::size_t layer) {
    float reach = 0.0f;
    const std::size_t first = table.first_tap(layer) * table.entry_count();
    const std::size_t count = table.layer_taps[layer] * table.entry_count();
    for (std::size_t i = first; i < first + count; ++i)
        reach = std::max(reach, std::hypot(table.payload[i].dx, table.payload[i].dy));
    return reach;
}

int cascade_margin_px(double later_reach_px, std::size_t layers) {
    if (layers < 2) return 0;
    constexpr double most = 512.0;
    constexpr double step = 8.0;
    // A bilinear read may touch one pixel more, in every layer.
    const double pixels = std::min(later_reach_px + static_cast<double>(layers - 1), most);
    return static_cast<int>(step * std::ceil(pixels / step));
}

int cascade_margin_px(const TapTable& table, double offset_scale) {
    double reach = 0.0;
    for (std::size_t layer = 1; layer < table.layers(); ++layer)
        reach += offset_scale * double{layer_reach_px(table, layer)};
    return cascade_margin_px(reach, table.layers());
}

}  // namespace tapestry
