#include "gl/data_texture.h"

#include <algorithm>
#include <cmath>

#include "core/error_of.h"

namespace tapestry {
namespace {

bool is_empty(const Region& region) {
    return region.x == 0 && region.y == 0 && region.width == 0 && region.height == 0;
}

Result<void> check_jitter(const DataView& view, std::string_view role) {
    for (const float jitter : {view.jitter_x, view.jitter_y})
        if (!(std::abs(jitter) <= 0.5f))
            return error_of(role, ": its jitter (", view.jitter_x, ", ", view.jitter_y,
                            ") is not within half a pixel");
    return {};
}

/// Asks the driver only what the host does not say.
Result<HostTexture> found_texture(const DeviceState& device, const DataView& view, std::string_view role,
                                  const HostFrame& frame) {
    if (view.width < 0 || view.height < 0)
        return error_of(role, ": its size is said to be ", view.width, " x ", view.height);
    if (view.width != 0 && view.height != 0 && (view.format != 0 || frame.is_described))
        return HostTexture{view.texture, view.format, view.width, view.height};
    if (frame.is_described)
        return HostTexture{view.texture, view.format, frame.source.width, frame.source.height};
    return inspect_texture(device.gl, view.texture, role);
}

/// Where the corners of the one area are those of the other, and samples lie beside the middles of texels.
layout::TapestryPlacement placed(const Area& pixels, const Area& texels, glm::vec2 jitter) {
    layout::TapestryPlacement placement = {};
    placement.area = texels;
    placement.scale = glm::vec2(texels.end - texels.first) / glm::vec2(pixels.end - pixels.first);
    placement.offset = glm::vec2(texels.first) - placement.scale * glm::vec2(pixels.first) - jitter;
    return placement;
}

}  // namespace

Result<DataTexture> inspect_data(const DeviceState& device, const DataView& view, std::string_view role,
                                 const HostFrame& frame, const Area& region, Row0 row0, NumbersEach numbers) {
    if (view.texture == 0) return DataTexture();
    if (view.texture == frame.target.name)
        return error_of(role, ": texture ", view.texture, " is the target too");
    if (Result<void> status = check_jitter(view, role); !status) return status.error();
    const Result<HostTexture> texture = found_texture(device, view, role, frame);
    if (!texture) return texture.error();
    if (numbers == NumbersEach::two && texture->format != 0 && !has_two_floats(texture->format))
        return error_of(role, ": format ", hex(texture->format),
                        " is not supported; GL_RG16F and GL_RG32F are");
    const bool has_size_of_source =
        texture->width == frame.source.width && texture->height == frame.source.height;
    Area texels = region;
    if (!is_empty(view.region) || !has_size_of_source) {
        const Result<Area> own = region_area(view.region, row0, *texture);
        if (!own) return error_of(role, ": ", own.error().message);
        texels = *own;
    }
    const glm::vec2 jitter(view.jitter_x, row0 == Row0::top ? view.jitter_y : -view.jitter_y);
    const bool is_aligned =
        texels.first == region.first && texels.end == region.end && jitter == glm::vec2(0.0f);
    const layout::TapestryPlacement placement = placed(region, texels, jitter);
    const bool is_sparse = std::min(placement.scale.x, placement.scale.y) < 1.0f ||
                           (placement.scale == glm::vec2(1.0f) && jitter != glm::vec2(0.0f));
    return DataTexture{texture->name, placement, is_aligned, is_sparse};
}

PassTexture aligned(PassList& passes, const DataTexture& data, GLenum format, AlignBy by,
                    const HostFrame& frame, const Area& region) {
    const PassTexture own = passes.given(data.name);
    if (data.is_aligned) return own;
    const PassTexture target = passes.transient(format, frame.source.width, frame.source.height);
    const layout::DataAlignPass block = {region, data.placement};
    passes.add("data_align.comp", PassDefines().with_if(by == AlignBy::smooth, "TAPESTRY_SMOOTH"))
        .with(block)
        .fetches("data", own)
        .writes("target", target)
        .over(region);
    return target;
}

}  // namespace tapestry
