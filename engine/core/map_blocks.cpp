#include "map_blocks.h"

#include <cmath>
#include <limits>
#include <numbers>

#include "picture_field.h"

namespace tapestry {
namespace {

using layout::TapestryPicture;

static_assert(TAPESTRY_FALLOFF_SMOOTH == static_cast<unsigned>(Falloff::smooth));
static_assert(TAPESTRY_FALLOFF_LINEAR == static_cast<unsigned>(Falloff::linear));
static_assert(TAPESTRY_FALLOFF_QUADRATIC == static_cast<unsigned>(Falloff::quadratic));
static_assert(TAPESTRY_SHARP_BAND == static_cast<unsigned>(SharpShape::band));
static_assert(TAPESTRY_SHARP_ELLIPSE == static_cast<unsigned>(SharpShape::ellipse));
static_assert(TAPESTRY_RADIAL_ZOOM == static_cast<unsigned>(RadialMotion::zoom));
static_assert(TAPESTRY_RADIAL_SPIN == static_cast<unsigned>(RadialMotion::spin));

/// Every block begins like this.
template <class Block>
Block block_for(const TapestryPicture& picture) {
    Block block = {};
    block.area = {{0, 0}, layout::ivec2(picture.size)};
    block.picture = picture;
    return block;
}

float half_diagonal(const TapestryPicture& picture) {
    return static_cast<float>(
        half_diagonal_px(static_cast<int>(picture.size.x), static_cast<int>(picture.size.y)));
}

}  // namespace

layout::TiltShiftPass map_block(const TiltShiftOptions& options, const TapestryPicture& picture) {
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

layout::FocalPlanePass map_block(const FocalPlaneOptions& options, const DepthConvention& depth,
                                 const TapestryPicture& picture, layout::ivec2 origin) {
    const auto tangent = [](double degrees) { return std::tan(degrees * std::numbers::pi / 180.0); };
    const float height = picture.size.y;
    auto block = block_for<layout::FocalPlanePass>(picture);
    block.origin = origin;
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

layout::RotationalBokehPass map_block(const RotationalBokehOptions& options, const TapestryPicture& picture) {
    auto block = block_for<layout::RotationalBokehPass>(picture);
    block.center_px = layout::vec2(options.center_x, options.center_y) * picture.size;
    block.radius_px = options.max_radius * picture.size.y;
    block.distance_px = half_diagonal(picture);
    block.growth = options.growth;
    return block;
}

layout::RadialMotionPass map_block(const RadialMotionBlurOptions& options, const TapestryPicture& picture) {
    auto block = block_for<layout::RadialMotionPass>(picture);
    block.center_px = layout::vec2(options.center_x, options.center_y) * picture.size;
    block.share = options.amount;
    block.most_px = options.max_length * picture.size.y;
    block.motion = static_cast<layout::uint>(options.motion);
    return block;
}

layout::DirectionalMotionPass map_block(const DirectionalMotionBlurOptions& options,
                                        const TapestryPicture& picture, layout::ivec2 origin) {
    auto block = block_for<layout::DirectionalMotionPass>(picture);
    block.origin = origin;
    block.added_px = layout::vec2(options.added_x, options.added_y) * picture.size;
    block.frames = options.shutter;
    block.most_px = options.max_length * picture.size.y;
    return block;
}

layout::FieldPass map_block(const CatsEyeOptions& options, const TapestryPicture& picture) {
    auto block = block_for<layout::FieldPass>(picture);
    block.center_px = layout::vec2(options.center_x, options.center_y) * picture.size;
    block.distance_px = half_diagonal(picture);
    block.growth = options.growth;
    block.factor = options.vignette;
    block.most = 0.9f;
    block.constant = options.radius * picture.size.y;
    block.order = TAPESTRY_FIELD_SECOND;
    return block;
}

layout::FieldPass map_block(const LensPsfOptions& options, const TapestryPicture& picture) {
    auto block = block_for<layout::FieldPass>(picture);
    block.center_px = layout::vec2(options.center_x, options.center_y) * picture.size;
    block.distance_px = half_diagonal(picture);
    block.growth = options.growth;
    block.factor = options.strength_waves;
    block.most = std::numeric_limits<float>::max();
    block.turn_deg = options.turn_deg;
    block.order = TAPESTRY_FIELD_FIRST;
    return block;
}

}  // namespace tapestry
