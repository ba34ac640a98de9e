#include "tapestry/focal_plane_options.h"

#include <cassert>
#include <cmath>
#include <limits>
#include <numbers>

#include "focal_plane.h"
#include "map_blocks.h"
#include "option_range.h"

namespace tapestry {
namespace {

double tangent(double degrees) {
    return std::tan(degrees * std::numbers::pi / 180.0);
}

}  // namespace

double nearness_of_plane(const FocalPlaneOptions& valid, double x, double y, int width, int height) {
    // At distance 1 the picture is this high.
    const double ray_of_px = 2.0 * tangent(0.5 * double{valid.vertical_field_of_view_deg}) / height;
    const double ray_x = (x - 0.5 * width) * ray_of_px;
    const double ray_y = (y - 0.5 * height) * ray_of_px;
    return 1.0 + ray_x * tangent(valid.swing_deg) + ray_y * tangent(valid.tilt_deg);
}

Result<FocalPlaneOptions> clamped(const FocalPlaneOptions& options) {
    static constexpr OptionRange<FocalPlaneOptions> ranges[] = {
        {"focus_distance_m", &FocalPlaneOptions::focus_distance_m, 0.01f, 1e6f},
        {"tilt_deg", &FocalPlaneOptions::tilt_deg, -89.0f, 89.0f},
        {"swing_deg", &FocalPlaneOptions::swing_deg, -89.0f, 89.0f},
        {"vertical_field_of_view_deg", &FocalPlaneOptions::vertical_field_of_view_deg, 1.0f, 170.0f},
        {"radius_at_infinity", &FocalPlaneOptions::radius_at_infinity, 0.0f, 0.25f},
        {"max_radius", &FocalPlaneOptions::max_radius, 0.0f, 0.25f},
        {"aspect", &FocalPlaneOptions::aspect, least_aspect, most_aspect},
    };
    Result<FocalPlaneOptions> result = clamped_to(ranges, options);
    if (!result) return result;
    const Result<Grade> grade = clamped(options.grade);
    if (!grade) return error_of("grade: ", grade.error().message);
    result->grade = *grade;
    return result;
}

double focus_distance_through(const FocalPlaneOptions& options, double x, double y, double distance_m,
                              int width, int height) {
    const Result<FocalPlaneOptions> valid = clamped(options);
    assert(valid && "focus_distance_through: no option is NaN");
    const double nearness = valid ? nearness_of_plane(*valid, x, y, width, height) : 0.0;
    return nearness > 0.0 ? distance_m * nearness : std::numeric_limits<double>::infinity();
}

layout::FocalPlanePass map_block(const FocalPlaneOptions& options, const layout::TapestryPicture& picture,
                                 const DepthConvention& depth) {
    const auto tangent = [](double degrees) { return std::tan(degrees * std::numbers::pi / 180.0); };
    const float height = picture.size.y;
    auto block = block_for<layout::FocalPlanePass>(picture);
    // Of perspective depth 1/distance is linear in what is stored, of the others distance is.
    const double at_0 = view_distance_m(depth, 0.0);
    const double at_1 = view_distance_m(depth, 1.0);
    block.is_distance = depth.kind == DepthKind::perspective ? 0u : 1u;
    if (depth.kind == DepthKind::metres)
        block.depth_line = {0.0f, 1.0f};
    else if (depth.kind == DepthKind::orthographic)
        block.depth_line = {at_0, at_1 - at_0};
    else
        block.depth_line = {1.0 / at_0, 1.0 / at_1 - 1.0 / at_0};
    const bool has_planes = depth.kind != DepthKind::metres;
    block.inverse_planes = {has_planes ? 1.0f / depth.far_m : 0.0f, has_planes ? 1.0f / depth.near_m : 1e30f};
    block.slope = {tangent(options.swing_deg), tangent(options.tilt_deg)};
    block.inverse_focus = 1.0f / options.focus_distance_m;
    block.ray_of_px =
        static_cast<float>(2.0 * tangent(0.5 * double{options.vertical_field_of_view_deg}) / double{height});
    block.radius_m_px = options.radius_at_infinity * height * options.focus_distance_m;
    block.most_px = options.max_radius * height;
    return block;
}

}  // namespace tapestry
