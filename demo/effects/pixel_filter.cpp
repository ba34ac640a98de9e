#include "effects/pixel_filter.h"

#include <array>
#include <cmath>
#include <numbers>

namespace tapestry::demo {

PixelFilter sized_and_turned(const TapTable& table, glm::dvec2 size_and_angle) {
    PixelFilter pixel;
    pixel.parameter = size_and_angle;
    if (table.axes.size() > 1 || !table.turnable) return pixel;
    pixel.turn_deg = size_and_angle.y;
    pixel.parameter.y = 0.0;
    return pixel;
}

Filter filter_at(const TapTable& table, const PixelFilter& pixel) {
    Filter filter = evaluate(table, std::array{pixel.parameter.x, pixel.parameter.y});
    const double turn = pixel.turn_deg * std::numbers::pi / 180.0;
    const double across = std::cos(turn) * pixel.scale;
    const double along = std::sin(turn) * pixel.scale;
    for (BlendedTap& tap : filter.values) {
        const glm::dvec2 offset(tap.dx, tap.dy);
        tap.dx = pixel.aspect * (across * offset.x - along * offset.y);
        tap.dy = along * offset.x + across * offset.y;
    }
    return filter;
}

}  // namespace tapestry::demo
