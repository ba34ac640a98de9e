#include <algorithm>
#include <cassert>
#include <cmath>
#include <glm/geometric.hpp>
#include <numbers>

#include "error_of.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {
namespace {

/// The options in pixels, as struct TiltShiftPass of shaders/shared/layout.h has them.
struct Band {
    glm::dvec2 center_px = glm::dvec2(0.0);
    glm::dvec2 normal = glm::dvec2(0.0, 1.0);
    double half_band_px = 0.0;
    double falloff_px = 0.0;
    double max_radius_px = 0.0;
    Falloff falloff = Falloff::smooth;
};

Band band_in_pixels(const TiltShiftOptions& options, int width, int height) {
    const Result<TiltShiftOptions> valid = clamped(options);
    assert(valid && "tilt_shift_radius: no option is NaN");
    if (!valid) return {};

    const double angle = double{valid->angle_deg} * std::numbers::pi / 180.0;
    Band band;
    band.center_px = {double{valid->center_x} * width, double{valid->center_y} * height};
    // The band runs along (cos, sin): y is down, so positive angles turn clockwise.
    band.normal = {-std::sin(angle), std::cos(angle)};
    band.half_band_px = 0.5 * double{valid->band_width} * height;
    band.falloff_px = double{valid->falloff_distance} * height;
    band.max_radius_px = double{valid->max_radius} * height;
    band.falloff = valid->falloff;
    return band;
}

/// 0 at the band's edge and inside it, 1 at full blur.
double falloff_position(const Band& band, double distance_px) {
    const double outside_px = std::abs(distance_px) - band.half_band_px;
    if (outside_px <= 0.0) return 0.0;
    if (outside_px >= band.falloff_px) return 1.0;
    return outside_px / band.falloff_px;
}

double falloff_curve(Falloff falloff, double t) {
    switch (falloff) {
        case Falloff::smooth:
            return t * t * (3.0 - 2.0 * t);
        case Falloff::linear:
            return t;
        case Falloff::quadratic:
            return t * t;
    }
    return t;
}

double band_radius(const Band& band, glm::dvec2 position_px) {
    const double distance_px = glm::dot(position_px - band.center_px, band.normal);
    return band.max_radius_px * falloff_curve(band.falloff, falloff_position(band, distance_px));
}

}  // namespace

Result<TiltShiftOptions> clamped(const TiltShiftOptions& options) {
    struct Range {
        const char* name;
        float TiltShiftOptions::*option;
        float least;
        float most;
    };
    static constexpr Range ranges[] = {
        {"center_x", &TiltShiftOptions::center_x, -1.0f, 2.0f},
        {"center_y", &TiltShiftOptions::center_y, -1.0f, 2.0f},
        {"band_width", &TiltShiftOptions::band_width, 0.0f, 4.0f},
        {"falloff_distance", &TiltShiftOptions::falloff_distance, 0.0f, 4.0f},
        {"max_radius", &TiltShiftOptions::max_radius, 0.0f, 0.25f},
    };
    TiltShiftOptions result = options;
    for (const Range& range : ranges) {
        float& value = result.*range.option;
        if (std::isnan(value)) return error_of(range.name, " is not a number");
        value = std::clamp(value, range.least, range.most);
    }
    if (!std::isfinite(options.angle_deg)) return error_of("angle_deg is not a finite number");
    if (options.falloff < Falloff::smooth || options.falloff > Falloff::quadratic)
        return error_of("falloff: unknown curve ", static_cast<int>(options.falloff));
    return result;
}

double tilt_shift_radius(const TiltShiftOptions& options, double x, double y, int width, int height) {
    return band_radius(band_in_pixels(options, width, height), {x, y});
}

ParameterMap tilt_shift_map(const TiltShiftOptions& options, int width, int height) {
    const Band band = band_in_pixels(options, width, height);
    ParameterMap map(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) map.at(x, y).x = band_radius(band, {x + 0.5, y + 0.5});
    return map;
}

}  // namespace tapestry
