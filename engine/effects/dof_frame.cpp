#include "effects/dof_frame.h"

#include <algorithm>
#include <glm/common.hpp>
#include <limits>
#include <string>

#include "core/error_of.h"
#include "core/float_class.h"
#include "gl/cascade.h"

namespace tapestry {
namespace {

static_assert(TAPESTRY_DEPTH_PERSPECTIVE == static_cast<unsigned>(DepthKind::perspective));
static_assert(TAPESTRY_DEPTH_ORTHOGRAPHIC == static_cast<unsigned>(DepthKind::orthographic));
static_assert(TAPESTRY_DEPTH_METRES == static_cast<unsigned>(DepthKind::metres));
static_assert(TAPESTRY_DEPTH_SIGNED_COC == static_cast<unsigned>(DepthKind::signed_coc));
static_assert(TAPESTRY_DEFOCUS_LENS == static_cast<unsigned>(Defocus::lens));
static_assert(TAPESTRY_DEFOCUS_RANGES == static_cast<unsigned>(Defocus::ranges));
static_assert(TAPESTRY_VIEW_COVERAGE == static_cast<unsigned>(DepthOfFieldView::coverage));

Result<void> check_numbers(const DepthOfFieldFrame& frame) {
    if (Result<void> status = check(frame.depth); !status) return status;
    if (frame.resolution != Resolution::full && frame.resolution != Resolution::half)
        return error_of("resolution: depth of field works at full or half resolution");
    if (is_nan(frame.frame_time_s)) return error_of("frame_time_s is not a number");
    if (!is_finite(frame.exposure) || frame.exposure <= 0.0f)
        return error_of("exposure: ", frame.exposure, " is not a number above 0");
    return {};
}

/// Every slice runs at a resolution that keeps its radii within what tables are fitted for.
constexpr float largest_slice_radius_px = 24.0f;

int step_for(int step, float limit_px) {
    while (limit_px > largest_slice_radius_px * static_cast<float>(step)) step *= 2;
    return step;
}

/// The largest radius that the frame can have, near and far: limits are often generous, lenses are not.
glm::vec2 largest_radii_px(const DofFrame& frame) {
    const auto lines = static_cast<float>(frame.height);
    const DepthOfFieldOptions& options = frame.options;
    const DepthConvention& depth = frame.depth_convention;
    glm::vec2 largest = lines * glm::vec2(options.near_limit, options.far_limit);
    const bool is_known =
        depth.kind != DepthKind::signed_coc && options.defocus == Defocus::lens && !options.autofocus.on;
    if (!is_known) return largest;
    const bool has_planes = depth.kind != DepthKind::metres;
    const double farthest_m = has_planes ? depth.far_m : std::numeric_limits<double>::infinity();
    glm::vec2 found(0.0f);
    // In the corners a tilted plane of focus is nearest and farthest.
    for (const glm::dvec2 corner : {glm::dvec2(0, 0), glm::dvec2(1, 0), glm::dvec2(0, 1), glm::dvec2(1, 1)}) {
        const double nearness = nearness_of_focus(options, corner.x * frame.width, corner.y * frame.height,
                                                  frame.width, frame.height);
        const auto coc_px = [&](double distance_m) {
            return static_cast<float>(signed_coc_px(options, distance_m, frame.height, nearness));
        };
        found.x = std::max(found.x, has_planes ? -coc_px(depth.near_m) : largest.x);
        found.y = std::max(found.y, coc_px(farthest_m));
    }
    return glm::min(found, largest);
}

void choose_slices(DofFrame& frame, Resolution resolution) {
    const glm::vec2 largest = largest_radii_px(frame);
    frame.limit_px = std::max({largest.x, largest.y, 1.0f});
    frame.step = static_cast<int>(resolution);
    frame.bright_cell_px = 4 * std::max((frame.height + 180) / 360, 1);
    frame.light_cells = dof_light_cells(frame.width, frame.height, double{frame.limit_px});
    // Inner slices have small radii too, which twice the step still shows and four times would not.
    const auto split = [&](float radius_px) {
        return std::clamp(radius_px, 2.0f * dof_focus_px,
                          2.0f * static_cast<float>(frame.step) * largest_slice_radius_px);
    };
    // Where the picture itself does not say where slices part best (dof_splits.comp). Within a slice what is
    // nearer is gathered with the radius of what shows beside it, so that slices part things from what is
    // behind them best where those end that have much behind: the far one before the radius that everything
    // far away comes near to (0.8: FLIP 0.066 for 0.076 of leaves before a wood; 0.5, slices of equal width,
    // and 0.9: 0.001 more of street lamps). Near planes are often nearer than anything, so the near one goes
    // by the far side, where that has blur (1.25: 0.098 for 0.102 of a meadow; from 2 on 0.100).
    frame.far_split_px = split(0.8f * largest.y);
    frame.near_split_px = split(
        largest.y > 4.0f * dof_focus_px ? std::min(0.5f * largest.x, 1.25f * largest.y) : 0.5f * largest.x);
    frame.slice_steps = {
        step_for(frame.step, largest.x), step_for(frame.step, std::min(frame.near_split_px, largest.x)),
        step_for(frame.step, std::min(frame.far_split_px, largest.y)), step_for(frame.step, largest.y)};
    // A quarter more than the tables are fitted for parts things near the largest radius, too.
    frame.most_split_px =
        1.25f * largest_slice_radius_px *
        glm::vec2(static_cast<float>(frame.slice_steps[1]), static_cast<float>(frame.slice_steps[2]));
    const glm::vec2 most_inner = glm::min(largest, frame.most_split_px);
    const std::array<float, TAPESTRY_BLURRED_SLICES> most_px = {largest.x, most_inner.x, most_inner.y,
                                                                largest.y};
    for (std::size_t slice = 0; slice < most_px.size(); ++slice)
        frame.most_slice_radius_px = std::max(frame.most_slice_radius_px,
                                              most_px[slice] / static_cast<float>(frame.slice_steps[slice]));
}

}  // namespace

DofFrame planned_dof_frame(int width, int height, const DepthConvention& depth,
                           const DepthOfFieldOptions& options, Resolution resolution) {
    DofFrame frame;
    frame.width = width;
    frame.height = height;
    frame.depth_convention = depth;
    frame.options = options;
    choose_slices(frame, resolution);
    return frame;
}

namespace {

/// The host's textures beside source and target.
class TexturesBeside {
  public:
    TexturesBeside(DeviceState& device, const DepthOfFieldFrame& frame, DofFrame& checked)
        : device_(device), frame_(frame), checked_(checked) {}

    Result<void> take() {
        if (frame_.depth_texture.texture == 0) return error_of("depth_texture is 0, but required");
        if (Result<void> status =
                take(checked_.depth, frame_.depth_texture, "depth texture", NumbersEach::depth);
            !status)
            return status;
        if (Result<void> status = take(checked_.mask, frame_.mask_texture, "mask texture"); !status)
            return status;
        if (Result<void> status = take_surfaces(checked_.layer_color, checked_.layer_depth,
                                                frame_.layer.color, frame_.layer.depth_texture, "layer");
            !status)
            return status;
        if (Result<void> status = take_surfaces(checked_.hidden_color, checked_.hidden_depth,
                                                frame_.hidden.color, frame_.hidden.depth_texture, "hidden");
            !status)
            return status;
        return take(checked_.motion, frame_.motion_texture, "motion texture", NumbersEach::two);
    }

  private:
    Result<void> take(DataTexture& to, const DataView& view, const std::string& role,
                      NumbersEach numbers = NumbersEach::one) const {
        const Result<DataTexture> found =
            inspect_data(device_, view, role, checked_.textures, checked_.region, checked_.row0, numbers);
        if (!found) return found.error();
        to = *found;
        // Other numbers than a depth buffer's cannot be reversed.
        const DepthKind kind = frame_.depth.kind;
        to.is_nearer_larger =
            frame_.depth.reversed && (kind == DepthKind::perspective || kind == DepthKind::orthographic);
        return {};
    }

    Result<void> take_surfaces(DataTexture& color, DataTexture& depth, const TextureView& view,
                               const DataView& depth_view, const std::string& role) const {
        if (view.texture == 0) return {};
        if (depth_view.texture == 0) return error_of(role, ": it has colour, but no depth texture");
        DataView color_view = view.texture;
        color_view.width = view.width;
        color_view.height = view.height;
        color_view.format = view.format;
        color_view.layer = view.layer;
        if (Result<void> status = take(color, color_view, role + " colour"); !status) return status;
        return take(depth, depth_view, role + " depth", NumbersEach::depth);
    }

    DeviceState& device_;
    const DepthOfFieldFrame& frame_;
    DofFrame& checked_;
};

}  // namespace

Result<DofFrame> check_dof_frame(DeviceState& device, const DepthOfFieldFrame& frame,
                                 const DepthOfFieldOptions& options) {
    const Result<DepthOfFieldOptions> valid = clamped(options);
    if (!valid) return valid.error();
    if (Result<void> status = check_numbers(frame); !status) return status.error();
    const Result<HostFrame> textures = inspect_frame(device, frame.source, frame.target);
    if (!textures) return textures.error();
    const Result<Area> region = region_area(frame.region, frame.row0, textures->target);
    if (!region) return region.error();

    DofFrame checked = planned_dof_frame(region->end.x - region->first.x, region->end.y - region->first.y,
                                         frame.depth, *valid, frame.resolution);
    checked.textures = *textures;
    checked.conversion = conversion_between(frame.source, frame.target, *textures);
    checked.layer_conversion = conversion_between(frame.layer.color, frame.target, *textures);
    checked.hidden_conversion = conversion_between(frame.hidden.color, frame.target, *textures);
    checked.row0 = frame.row0;
    checked.region = *region;
    if (Result<void> status = TexturesBeside(device, frame, checked).take(); !status) return status.error();
    checked.white = 1.0f / frame.exposure;
    checked.frame_time_s = std::max(frame.frame_time_s, 0.0f);
    return checked;
}

namespace {

/// Perspective: 1/m; orthographic: metres. Both are linear in what the texture holds.
glm::dvec2 depth_line(const DepthConvention& depth) {
    const bool is_perspective = depth.kind == DepthKind::perspective;
    double first = is_perspective ? 1.0 / depth.near_m : depth.near_m;
    double last = is_perspective ? 1.0 / depth.far_m : depth.far_m;
    if (depth.reversed) std::swap(first, last);
    if (depth.signed_range) return {0.5 * (first + last), 0.5 * (last - first)};
    return {first, last - first};
}

}  // namespace

layout::DofCocPass dof_coc_block(const DofFrame& frame) {
    const DepthOfFieldOptions& options = frame.options;
    const DepthConvention& depth = frame.depth_convention;
    const double focal_m = 1e-3 * options.lens.focal_length_mm;
    layout::DofCocPass block = {};
    block.area = whole_area(frame.width, frame.height);
    block.origin = block.depth_origin = frame.region.first;
    block.depth_placement = frame.depth.placement;
    block.depth_kind = static_cast<layout::uint>(depth.kind);
    block.defocus = static_cast<layout::uint>(options.defocus);
    block.ranges = {options.ranges.near_start_m, options.ranges.near_end_m, options.ranges.far_start_m,
                    options.ranges.far_end_m};
    const bool has_planes = depth.kind == DepthKind::perspective || depth.kind == DepthKind::orthographic;
    block.depth_line = has_planes ? depth_line(depth) : glm::dvec2(0.0);
    block.inverse_planes =
        has_planes ? glm::vec2(1.0f / depth.far_m, 1.0f / depth.near_m) : glm::vec2(0.0f, 1e9f);
    block.lens_px = static_cast<float>(frame.height * focal_m * focal_m /
                                       (2e-3 * options.lens.f_number * options.lens.sensor_height_mm));
    block.focal_length_m = static_cast<float>(focal_m);
    block.inverse_focus = 1.0f / options.lens.focus_distance_m;
    block.autofocus = options.autofocus.on ? 1u : 0u;
    block.strength = {options.near_strength, options.far_strength};
    const auto lines = static_cast<float>(frame.height);
    block.limit_px = {lines * options.near_limit, lines * options.far_limit};
    block.height_px = lines;
    block.threshold = options.highlights.on ? frame.white * options.highlights.threshold : 1e30f;
    block.white = frame.white;
    block.focus_px = dof_focus_px;
    block.is_masked = frame.mask ? 1u : 0u;
    block.picture_end = block.area.end;
    const auto nearness = [&](double x, double y) {
        return nearness_of_focus(options, 0.5 * frame.width + x, 0.5 * frame.height + y, frame.width,
                                 frame.height);
    };
    const double down = frame.row0 == Row0::top ? 1.0 : -1.0;
    block.plane_slope = {nearness(1.0, 0.0) - 1.0, nearness(0.0, down) - 1.0};
    block.bright_cell_px = static_cast<float>(frame.bright_cell_px);
    return block;
}

}  // namespace tapestry
