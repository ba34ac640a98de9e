#include <limits>

#include "option_range.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {
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
        return error_of("shape: ", static_cast<int>(options.shape), " is not a SharpShape");
    Result<Options> result = clamped_to(ranges, options);
    if (!result) return result;
    const Result<Grade> grade = clamped(options.grade);
    if (!grade) return error_of("grade: ", grade.error().message);
    result->grade = *grade;
    return result;
}

}  // namespace tapestry
