#include "tapestry/focal_plane_options.h"

#include <cassert>
#include <limits>

#include "focal_plane.h"
#include "map_blocks.h"
#include "option_range.h"

namespace tapestry {
namespace {

double ray_of_px(const FocalPlaneOptions& options, double height) {
    return 2.0 * tangent_deg(0.5 * double{options.vertical_field_of_view_deg}) / height;
}

}  // namespace

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
    if (!valid) return std::numeric_limits<double>::infinity();
    const glm::dvec2 ray = ray_of_px(*valid, height) * glm::dvec2(x - 0.5 * width, y - 0.5 * height);
    return distance_of_plane_through(distance_m, nearness_of_plane(valid->tilt_deg, valid->swing_deg, ray));
}

layout::FocalPlanePass map_block(const FocalPlaneOptions& options, const layout::TapestryPicture& picture,
                                 const DepthConvention& depth) {
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
    block.slope = {tangent_deg(options.swing_deg), tangent_deg(options.tilt_deg)};
    block.inverse_focus = 1.0f / options.focus_distance_m;
    block.ray_of_px = static_cast<float>(ray_of_px(options, double{height}));
    block.radius_m_px = options.radius_at_infinity * height * options.focus_distance_m;
    block.most_px = options.max_radius * height;
    return block;
}

}  // namespace tapestry
