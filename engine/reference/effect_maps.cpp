#include "reference/effect_maps.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <glm/geometric.hpp>
#include <numbers>

#include "core/focal_plane.h"
#include "core/picture_field.h"

namespace tapestry {
namespace {

constexpr double smallest_blur_px = 0.5;
constexpr double most_vignette = 0.9;

/// 1 half a diagonal off the centre, and this power of the distance elsewhere.
double field_growth(glm::dvec2 from_center_px, double growth, int width, int height) {
    const double distance_px = std::hypot(from_center_px.x, from_center_px.y);
    return std::pow(distance_px / half_diagonal_px(width, height), growth);
}

/// A map of the function's value at every pixel's centre.
template <class ValueAt>
ParameterMap map_of(int width, int height, const ValueAt& value_at) {
    ParameterMap map(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) map.at(x, y) = value_at(x + 0.5, y + 0.5);
    return map;
}

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

glm::dvec2 ellipse_at(const RotationalBokehOptions& options, double x, double y, int width, int height) {
    const glm::dvec2 from_center(x - double{options.center_x} * width, y - double{options.center_y} * height);
    const double radius_px = double{options.max_radius} * height;
    return {radius_px * field_growth(from_center, options.growth, width, height),
            line_angle_deg(direction_deg(from_center) + 90.0)};
}

RotationalBokehOptions in_range(const RotationalBokehOptions& options) {
    const Result<RotationalBokehOptions> valid = clamped(options);
    assert(valid && "rotational_bokeh_ellipse: no option is NaN");
    return valid ? *valid : RotationalBokehOptions();
}

glm::dvec2 radial_line_at(const RadialMotionBlurOptions& options, double x, double y, int width, int height) {
    const glm::dvec2 from_center(x - double{options.center_x} * width, y - double{options.center_y} * height);
    const double length_px = double{options.amount} * std::hypot(from_center.x, from_center.y);
    const double across_deg = options.motion == RadialMotion::spin ? 90.0 : 0.0;
    return {std::min(length_px, double{options.max_length} * height),
            line_angle_deg(direction_deg(from_center) + across_deg)};
}

RadialMotionBlurOptions in_range(const RadialMotionBlurOptions& options) {
    const Result<RadialMotionBlurOptions> valid = clamped(options);
    assert(valid && "radial_motion_line: no option is NaN");
    return valid ? *valid : RadialMotionBlurOptions();
}

}  // namespace

double tilt_shift_radius(const TiltShiftOptions& options, double x, double y, int width, int height) {
    return band_radius(band_in_pixels(options, width, height), {x, y});
}

ParameterMap tilt_shift_map(const TiltShiftOptions& options, int width, int height) {
    const Band band = band_in_pixels(options, width, height);
    return map_of(width, height, [&](double x, double y) {
        return glm::dvec2(band_radius(band, {x, y}), 0.0);
    });
}

double focal_plane_radius(const FocalPlaneOptions& options, double x, double y, double distance_m, int width,
                          int height) {
    const Result<FocalPlaneOptions> valid = clamped(options);
    assert(valid && "focal_plane_radius: no option is NaN");
    if (!valid) return 0.0;
    const double inverse_focus =
        nearness_of_plane(*valid, x, y, width, height) / double{valid->focus_distance_m};
    const double radius_m_px = double{valid->radius_at_infinity} * height * double{valid->focus_distance_m};
    const double radius_px = std::min(radius_m_px * std::abs(inverse_focus - 1.0 / distance_m),
                                      double{valid->max_radius} * height);
    return radius_px < smallest_blur_px ? 0.0 : radius_px;
}

glm::dvec2 rotational_bokeh_ellipse(const RotationalBokehOptions& options, double x, double y, int width,
                                    int height) {
    return ellipse_at(in_range(options), x, y, width, height);
}

ParameterMap rotational_bokeh_map(const RotationalBokehOptions& options, int width, int height) {
    return map_of(width, height, [&, valid = in_range(options)](double x, double y) {
        return ellipse_at(valid, x, y, width, height);
    });
}

CatsEye cats_eye_at(const CatsEyeOptions& options, double x, double y, int width, int height) {
    const Result<CatsEyeOptions> valid = clamped(options);
    assert(valid && "cats_eye_at: no option is NaN");
    if (!valid) return {};
    const glm::dvec2 from_center(x - double{valid->center_x} * width, y - double{valid->center_y} * height);
    const double vignette = double{valid->vignette} * field_growth(from_center, valid->growth, width, height);
    return {double{valid->radius} * height, std::min(vignette, most_vignette), direction_deg(from_center)};
}

LensPsfPoint lens_psf_at(const LensPsfOptions& options, double x, double y, int width, int height) {
    const Result<LensPsfOptions> valid = clamped(options);
    assert(valid && "lens_psf_at: no option is NaN");
    if (!valid) return {};
    const glm::dvec2 from_center(x - double{valid->center_x} * width, y - double{valid->center_y} * height);
    return {double{valid->strength_waves} * field_growth(from_center, valid->growth, width, height),
            direction_deg(from_center) + double{valid->turn_deg}};
}

glm::dvec2 radial_motion_line(const RadialMotionBlurOptions& options, double x, double y, int width,
                              int height) {
    return radial_line_at(in_range(options), x, y, width, height);
}

ParameterMap radial_motion_map(const RadialMotionBlurOptions& options, int width, int height) {
    return map_of(width, height, [&, valid = in_range(options)](double x, double y) {
        return radial_line_at(valid, x, y, width, height);
    });
}

ParameterMap directional_motion_map(const DirectionalMotionBlurOptions& options,
                                    const ParameterMap& velocities_px) {
    ParameterMap map(velocities_px.width, velocities_px.height);
    for (std::size_t i = 0; i < map.values.size(); ++i)
        map.values[i] = directional_motion_line(options, velocities_px.values[i], map.width, map.height);
    return map;
}

}  // namespace tapestry
