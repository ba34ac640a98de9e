#include "effects/dof_frame.h"

#include <algorithm>
#include <cmath>

#include "core/error_of.h"
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

/// A texture that is read beside the source.
Result<GLuint> inspect_beside(const DeviceState& device, GLuint name, std::string_view role,
                              const HostFrame& frame) {
    const Result<HostTexture> texture = inspect_texture(device.gl, name, role);
    if (!texture) return texture.error();
    if (name == frame.target.name) return error_of(role, ": texture ", name, " is the target too");
    if (texture->width != frame.source.width || texture->height != frame.source.height)
        return error_of(role, ": its size is ", texture->width, " x ", texture->height,
                        ", but the source's is ", frame.source.width, " x ", frame.source.height);
    GLint compare = GL_NONE;
    device.gl.GetTexParameteriv(GL_TEXTURE_2D, GL_TEXTURE_COMPARE_MODE, &compare);
    if (compare != GL_NONE)
        return error_of(role, ": texture ", name, " has a GL_TEXTURE_COMPARE_MODE, which must be GL_NONE");
    return name;
}

Status inspect_beside(GLuint& to, const DeviceState& device, GLuint name, std::string_view role,
                      const HostFrame& frame) {
    if (name == 0) return {};
    const Result<GLuint> found = inspect_beside(device, name, role, frame);
    if (!found) return found.error();
    to = *found;
    return {};
}

Status check_numbers(const DepthOfFieldFrame& frame) {
    if (Status status = check(frame.depth); !status) return status;
    if (frame.resolution != Resolution::full && frame.resolution != Resolution::half)
        return error_of("resolution: depth of field works at full or half resolution");
    if (std::isnan(frame.frame_time_s)) return error_of("frame_time_s is not a number");
    return {};
}

/// Every slice runs at a resolution that keeps its radii within what tables are fitted for.
constexpr float largest_slice_radius_px = 24.0f;

void choose_slices(DofFrame& frame, Resolution resolution) {
    const auto lines = static_cast<float>(frame.height);
    frame.limit_px = lines * std::max(frame.options.near_limit, frame.options.far_limit);
    frame.step = static_cast<int>(resolution);
    // Half way to the largest radius: slices of equal width, of which the inner one stays at its resolution.
    frame.split_px = std::clamp(0.5f * frame.limit_px, 2.0f * dof_focus_px,
                                static_cast<float>(frame.step) * largest_slice_radius_px);
    frame.outer_step = frame.step;
    while (frame.limit_px > largest_slice_radius_px * static_cast<float>(frame.outer_step))
        frame.outer_step *= 2;
}

}  // namespace

Result<DofFrame> check_dof_frame(const DeviceState& device, const DepthOfFieldFrame& frame,
                                 const DepthOfFieldOptions& options) {
    const Result<DepthOfFieldOptions> valid = clamped(options);
    if (!valid) return valid.error();
    if (Status status = check_numbers(frame); !status) return status.error();
    const Result<HostFrame> textures = inspect_frame(device, frame.source, frame.target);
    if (!textures) return textures.error();
    const Result<Area> region = region_area(frame.region, frame.row0, textures->target);
    if (!region) return region.error();

    DofFrame checked;
    checked.textures = *textures;
    checked.conversion = conversion_between(frame.source, frame.target);
    checked.layer_conversion = conversion_between(frame.layer.color, frame.target);
    const auto beside = [&](GLuint& to, GLuint name, std::string_view role) {
        return inspect_beside(to, device, name, role, *textures);
    };
    if (frame.depth_texture == 0) return error_of("depth texture: there is none");
    if (Status status = beside(checked.depth, frame.depth_texture, "depth texture"); !status)
        return status.error();
    if (Status status = beside(checked.mask, frame.mask_texture, "mask texture"); !status)
        return status.error();
    if (frame.layer.color.texture != 0) {
        if (frame.layer.depth_texture == 0) return error_of("layer: it has colour, but no depth texture");
        if (Status status = beside(checked.layer_color, frame.layer.color.texture, "layer colour"); !status)
            return status.error();
        if (Status status = beside(checked.layer_depth, frame.layer.depth_texture, "layer depth"); !status)
            return status.error();
    }
    checked.row0 = frame.row0;
    checked.region = *region;
    checked.width = region->end.x - region->first.x;
    checked.height = region->end.y - region->first.y;
    checked.frame_time_s = std::max(frame.frame_time_s, 0.0f);
    checked.depth_convention = frame.depth;
    checked.options = *valid;
    choose_slices(checked, frame.resolution);
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

layout::DofCocPass dof_coc_block(const DofFrame& frame, bool is_layer) {
    const DepthOfFieldOptions& options = frame.options;
    const DepthConvention& depth = frame.depth_convention;
    const double focal_m = 1e-3 * options.lens.focal_length_mm;
    layout::DofCocPass block = {};
    block.area = whole_area(frame.width, frame.height);
    block.origin = frame.region.first;
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
    block.strength = {options.near_strength, options.far_strength};
    const auto lines = static_cast<float>(frame.height);
    block.limit_px = {lines * options.near_limit, lines * options.far_limit};
    block.height_px = lines;
    block.threshold = options.highlights.on && !is_layer ? options.highlights.threshold : 1e30f;
    block.focus_px = dof_focus_px;
    block.is_masked = frame.mask != 0 ? 1u : 0u;
    return block;
}

}  // namespace tapestry
