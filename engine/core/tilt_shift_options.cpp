#include "tapestry/tilt_shift_options.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "map_blocks.h"
#include "option_range.h"

namespace tapestry {

static_assert(TAPESTRY_FALLOFF_SMOOTH == static_cast<unsigned>(Falloff::smooth));
static_assert(TAPESTRY_FALLOFF_LINEAR == static_cast<unsigned>(Falloff::linear));
static_assert(TAPESTRY_FALLOFF_QUADRATIC == static_cast<unsigned>(Falloff::quadratic));
static_assert(TAPESTRY_SHARP_BAND == static_cast<unsigned>(SharpShape::band));
static_assert(TAPESTRY_SHARP_ELLIPSE == static_cast<unsigned>(SharpShape::ellipse));

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

layout::TiltShiftPass map_block(const TiltShiftOptions& options, const layout::TapestryPicture& picture) {
    const double angle = double{options.angle_deg} * std::numbers::pi / 180.0;
    const float height = picture.size.y;
    auto block = block_for<layout::TiltShiftPass>(picture);
    block.center_px = layout::vec2(options.center_x, options.center_y) * picture.size;
    block.normal = {static_cast<float>(-std::sin(angle)), static_cast<float>(std::cos(angle))};
    block.half_width_px = 0.5f * options.band_width * height;
    block.half_length_px = 0.5f * options.ellipse_length * height;
    block.falloff_px = options.falloff_distance * height;
    block.max_radius_px = options.max_radius * height;
    block.falloff = static_cast<layout::uint>(options.falloff);
    block.shape = static_cast<layout::uint>(options.shape);
    return block;
}

}  // namespace tapestry
