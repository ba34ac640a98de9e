#include <algorithm>
#include <cassert>
#include <cmath>
#include <glm/geometric.hpp>
#include <limits>
#include <numbers>

#include "option_range.h"
#include "picture_field.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {
namespace {

/// The options in pixels, as struct TiltShiftPass of shaders/shared/layout.h has them.
struct Band {
    glm::dvec2 center_px = glm::dvec2(0.0);
    glm::dvec2 normal = glm::dvec2(0.0, 1.0);
    double half_width_px = 0.0;
    double half_length_px = 0.0;
    double falloff_px = 0.0;
    double max_radius_px = 0.0;
    Falloff falloff = Falloff::smooth;
    SharpShape shape = SharpShape::band;
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
    band.half_width_px = 0.5 * double{valid->band_width} * height;
    band.half_length_px = 0.5 * double{valid->ellipse_length} * height;
    band.falloff_px = double{valid->falloff_distance} * height;
    band.max_radius_px = double{valid->max_radius} * height;
    band.falloff = valid->falloff;
    band.shape = valid->shape;
    return band;
}

/// How far a place is outside of what stays sharp; negative inside.
double outside_px(const Band& band, glm::dvec2 from_center_px) {
    const double across = glm::dot(from_center_px, band.normal);
    if (band.shape == SharpShape::band) return std::abs(across) - band.half_width_px;
    const double along = glm::dot(from_center_px, glm::dvec2(band.normal.y, -band.normal.x));
    const double distance_px = std::hypot(across, along);
    // 1 on the ellipse's edge. Without a length or a width everything is outside.
    const double place =
        std::hypot(across / std::max(band.half_width_px, 1e-6), along / std::max(band.half_length_px, 1e-6));
    return distance_px > 0.0 ? distance_px - distance_px / place : 0.0;
}

/// 0 at the edge of what stays sharp and inside it, 1 at full blur.
double falloff_position(const Band& band, double outside_px) {
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
    const double outside = outside_px(band, position_px - band.center_px);
    return band.max_radius_px * falloff_curve(band.falloff, falloff_position(band, outside));
}

}  // namespace

Result<TiltShiftOptions> clamped(const TiltShiftOptions& options) {
    constexpr float infinity = std::numeric_limits<float>::infinity();
    using Options = TiltShiftOptions;
    static constexpr OptionRange<Options> ranges[] = {
        {"center_x", &Options::center_x, -1.0f, 2.0f},
        {"center_y", &Options::center_y, -1.0f, 2.0f},
        {"angle_deg", &Options::angle_deg, -infinity, infinity},
        {"band_width", &Options::band_width, 0.0f, 4.0f},
        {"falloff_distance", &Options::falloff_distance, 0.0f, 4.0f},
        {"max_radius", &Options::max_radius, 0.0f, 0.25f},
        {"ellipse_length", &Options::ellipse_length, 0.0f, 4.0f},
        {"aspect", &Options::aspect, least_aspect, most_aspect},
    };
    if (options.falloff < Falloff::smooth || options.falloff > Falloff::quadratic)
        return error_of("falloff: unknown curve ", static_cast<int>(options.falloff));
    if (options.shape != SharpShape::band && options.shape != SharpShape::ellipse)
        return error_of("shape: ", static_cast<int>(options.shape), " is none");
    Result<Options> result = clamped_to(ranges, options);
    if (!result) return result;
    const Result<Grade> grade = clamped(options.grade);
    if (!grade) return error_of("grade: ", grade.error().message);
    result->grade = *grade;
    return result;
}

double tilt_shift_radius(const TiltShiftOptions& options, double x, double y, int width, int height) {
    return band_radius(band_in_pixels(options, width, height), {x, y});
}

ParameterMap tilt_shift_map(const TiltShiftOptions& options, int width, int height) {
    const Band band = band_in_pixels(options, width, height);
    return map_of(width, height, [&](double x, double y) {
        return glm::dvec2(band_radius(band, {x, y}), 0.0);
    });
}

}  // namespace tapestry
