#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

#include "option_range.h"
#include "tapestry/focal_plane_options.h"

namespace tapestry {
namespace {

using Options = FocalPlaneOptions;

constexpr double smallest_blur_px = 0.5;

double tangent(double degrees) {
    return std::tan(degrees * std::numbers::pi / 180.0);
}

/// The focus distance over the distance at which the ray through a picture position meets the plane.
double nearness_of_plane(const Options& valid, double x, double y, int width, int height) {
    // At distance 1 the picture is this high.
    const double ray_of_px = 2.0 * tangent(0.5 * double{valid.vertical_field_of_view_deg}) / height;
    const double ray_x = (x - 0.5 * width) * ray_of_px;
    const double ray_y = (y - 0.5 * height) * ray_of_px;
    return 1.0 + ray_x * tangent(valid.swing_deg) + ray_y * tangent(valid.tilt_deg);
}

}  // namespace

Result<Options> clamped(const Options& options) {
    static constexpr OptionRange<Options> ranges[] = {
        {"focus_distance_m", &Options::focus_distance_m, 0.01f, 1e6f},
        {"tilt_deg", &Options::tilt_deg, -89.0f, 89.0f},
        {"swing_deg", &Options::swing_deg, -89.0f, 89.0f},
        {"vertical_field_of_view_deg", &Options::vertical_field_of_view_deg, 1.0f, 170.0f},
        {"radius_at_infinity", &Options::radius_at_infinity, 0.0f, 0.25f},
        {"max_radius", &Options::max_radius, 0.0f, 0.25f},
        {"aspect", &Options::aspect, least_aspect, most_aspect},
    };
    Result<Options> result = clamped_to(ranges, options);
    if (!result) return result;
    const Result<Grade> grade = clamped(options.grade);
    if (!grade) return error_of("grade: ", grade.error().message);
    result->grade = *grade;
    return result;
}

double focal_plane_radius(const Options& options, double x, double y, double distance_m, int width,
                          int height) {
    const Result<Options> valid = clamped(options);
    assert(valid && "focal_plane_radius: no option is NaN");
    if (!valid) return 0.0;
    const double inverse_focus =
        nearness_of_plane(*valid, x, y, width, height) / double{valid->focus_distance_m};
    const double radius_m_px = double{valid->radius_at_infinity} * height * double{valid->focus_distance_m};
    const double radius_px = std::min(radius_m_px * std::abs(inverse_focus - 1.0 / distance_m),
                                      double{valid->max_radius} * height);
    return radius_px < smallest_blur_px ? 0.0 : radius_px;
}

double focus_distance_through(const Options& options, double x, double y, double distance_m, int width,
                              int height) {
    const Result<Options> valid = clamped(options);
    assert(valid && "focus_distance_through: no option is NaN");
    const double nearness = valid ? nearness_of_plane(*valid, x, y, width, height) : 0.0;
    return nearness > 0.0 ? distance_m * nearness : std::numeric_limits<double>::infinity();
}

}  // namespace tapestry
