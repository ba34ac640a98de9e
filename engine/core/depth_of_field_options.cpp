#include "tapestry/depth_of_field_options.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "error_of.h"
#include "float_class.h"
#include "option_range.h"
#include "shared/constants.h"

namespace tapestry {
namespace {

struct NamedValue {
    const char* name;
    float value;
};

Result<void> check_numbers(const DepthOfFieldOptions& options) {
    const NamedValue values[] = {{"ranges.near_start_m", options.ranges.near_start_m},
                                 {"ranges.near_end_m", options.ranges.near_end_m},
                                 {"ranges.far_start_m", options.ranges.far_start_m},
                                 {"ranges.far_end_m", options.ranges.far_end_m},
                                 {"autofocus.x", options.autofocus.x},
                                 {"autofocus.y", options.autofocus.y},
                                 {"autofocus.smoothing_s", options.autofocus.smoothing_s},
                                 {"tilt_deg", options.tilt_deg},
                                 {"swing_deg", options.swing_deg},
                                 {"near_strength", options.near_strength},
                                 {"far_strength", options.far_strength},
                                 {"near_limit", options.near_limit},
                                 {"far_limit", options.far_limit},
                                 {"catseye", options.catseye},
                                 {"aspect", options.aspect},
                                 {"steadiness", options.steadiness},
                                 {"highlights.threshold", options.highlights.threshold}};
    for (const NamedValue& value : values)
        if (is_nan(value.value)) return error_of(value.name, " is not a number");
    if (options.defocus < Defocus::lens || options.defocus > Defocus::ranges)
        return error_of("defocus: ", static_cast<int>(options.defocus), " is not a Defocus");
    if (options.depth_quality < DepthQuality::rendered || options.depth_quality > DepthQuality::estimated)
        return error_of("depth_quality: ", static_cast<int>(options.depth_quality), " is not a DepthQuality");
    if (options.view < DepthOfFieldView::picture || options.view > DepthOfFieldView::coverage)
        return error_of("view: ", static_cast<int>(options.view), " is not a DepthOfFieldView");
    return {};
}

FocusRanges ordered(const FocusRanges& ranges) {
    FocusRanges result;
    result.near_start_m = std::max(ranges.near_start_m, 0.0f);
    result.near_end_m = std::max(ranges.near_end_m, result.near_start_m);
    result.far_start_m = std::max(ranges.far_start_m, result.near_end_m);
    result.far_end_m = std::max(ranges.far_end_m, result.far_start_m);
    return result;
}

/// 0 up to `start`, 1 from `end` on.
double risen(double value, double start, double end) {
    return std::clamp((value - start) / std::max(end - start, 1e-6), 0.0, 1.0);
}

double tangent_deg(float degrees) {
    return std::tan(double{degrees} * std::numbers::pi / 180.0);
}

}  // namespace

Result<DepthOfFieldOptions> clamped(const DepthOfFieldOptions& options) {
    if (Result<void> status = check_numbers(options); !status) return status.error();
    const Result<Lens> lens = clamped(options.lens);
    if (!lens) return lens.error();
    DepthOfFieldOptions result = options;
    result.lens = *lens;
    result.ranges = ordered(options.ranges);
    result.autofocus.x = std::clamp(options.autofocus.x, 0.0f, 1.0f);
    result.autofocus.y = std::clamp(options.autofocus.y, 0.0f, 1.0f);
    result.autofocus.smoothing_s = std::clamp(options.autofocus.smoothing_s, 0.0f, 10.0f);
    result.tilt_deg = std::clamp(options.tilt_deg, -89.0f, 89.0f);
    result.swing_deg = std::clamp(options.swing_deg, -89.0f, 89.0f);
    result.near_strength = std::clamp(options.near_strength, 0.0f, 4.0f);
    result.far_strength = std::clamp(options.far_strength, 0.0f, 4.0f);
    result.near_limit = std::clamp(options.near_limit, 0.0f, 0.2f);
    result.far_limit = std::clamp(options.far_limit, 0.0f, 0.2f);
    result.catseye = std::clamp(options.catseye, 0.0f, 1.0f);
    result.aspect = std::clamp(options.aspect, least_aspect, most_aspect);
    result.steadiness = std::clamp(options.steadiness, 0.0f, 0.95f);
    result.highlights.threshold =
        std::clamp(options.highlights.threshold, 1e-4f, static_cast<float>(TAPESTRY_LARGEST_HALF));
    return result;
}

// Shaders have it as plane_slope.
double nearness_of_focus(const DepthOfFieldOptions& options, double x, double y, int width, int height) {
    // A ray is where it is at distance 1, x right and y down.
    const double ray_of_px =
        double{options.lens.sensor_height_mm} / double{options.lens.focal_length_mm} / height;
    const double ray_x = ray_of_px * (x - 0.5 * width), ray_y = ray_of_px * (y - 0.5 * height);
    return 1.0 + ray_x * tangent_deg(options.swing_deg) + ray_y * tangent_deg(options.tilt_deg);
}

double focus_distance_through(const DepthOfFieldOptions& options, double x, double y, double distance_m,
                              int width, int height) {
    const double nearness = nearness_of_focus(options, x, y, width, height);
    return nearness > 0.0 ? distance_m * nearness : std::numeric_limits<double>::infinity();
}

double signed_coc_px(const DepthOfFieldOptions& options, double distance_m, int height, double nearness) {
    const double near_limit_px = double{options.near_limit} * height;
    const double far_limit_px = double{options.far_limit} * height;
    double coc_px = 0.0;
    if (options.defocus == Defocus::ranges) {
        const FocusRanges& ranges = options.ranges;
        const double near = risen(-distance_m, -ranges.near_end_m, -ranges.near_start_m);
        const double far = risen(distance_m, ranges.far_start_m, ranges.far_end_m);
        coc_px = far * far_limit_px - near * near_limit_px;
    } else {
        const double focal_m = 1e-3 * options.lens.focal_length_mm;
        const double inverse_focus = 1.0 / options.lens.focus_distance_m;
        const double aperture_m2 =
            focal_m * focal_m / (2e-3 * options.lens.f_number * options.lens.sensor_height_mm);
        coc_px = height * aperture_m2 * (inverse_focus * nearness - 1.0 / distance_m) /
                 (1.0 - focal_m * inverse_focus);
    }
    coc_px *= coc_px < 0.0 ? options.near_strength : options.far_strength;
    return std::clamp(coc_px, -near_limit_px, far_limit_px);
}

}  // namespace tapestry
