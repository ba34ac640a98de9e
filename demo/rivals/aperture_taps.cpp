#include "rivals/aperture_taps.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace tapestry::demo {
namespace {

/// The smallest size at which the aperture, shrunk about its middle, does not reach a point.
double gauge_of(const ApertureShape& aperture, glm::dvec2 point) {
    constexpr int steps = 256;
    for (int i = 1; i <= steps; ++i)
        if (aperture.is_open(point * (static_cast<double>(steps) / i))) return static_cast<double>(i) / steps;
    return 1.0;
}

}  // namespace

std::vector<ApertureTap> aperture_taps(const ApertureShape& aperture, int count) {
    std::vector<ApertureTap> taps;
    const double golden_angle = std::numbers::pi * (3.0 - std::sqrt(5.0));
    for (int i = 0; i < count; ++i) {
        glm::dvec2 point;
        double gauge;
        if (aperture.name() == "disk") {
            gauge = std::sqrt((i + 0.5) / count);
            point = gauge * glm::dvec2(std::cos(i * golden_angle), std::sin(i * golden_angle));
        } else {
            // A rank-1 lattice: multiples of the golden ratio, rows in order.
            const double phi = 0.6180339887498949;
            point = aperture.point({(i + 0.5) / count, std::fmod(0.5 + i * phi, 1.0)});
            gauge = gauge_of(aperture, point);
        }
        taps.push_back({glm::vec2(point), static_cast<float>(gauge)});
    }
    return taps;
}

std::vector<ApertureTap> aperture_table(const ApertureShape& aperture, int side) {
    std::vector<ApertureTap> table;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            const glm::dvec2 point = aperture.point({(x + 0.5) / side, (y + 0.5) / side});
            table.push_back({glm::vec2(point), static_cast<float>(gauge_of(aperture, point))});
        }
    return table;
}

float open_area(const ApertureShape& aperture) {
    const std::vector<double>& cells = aperture.kernel().values;
    const double open =
        std::accumulate(cells.begin(), cells.end(), 0.0) / *std::max_element(cells.begin(), cells.end());
    return static_cast<float>(open / (aperture.radius_px() * aperture.radius_px()));
}

}  // namespace tapestry::demo
