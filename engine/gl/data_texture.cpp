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

Result<void> check_samples(const DataView& view, std::string_view role, NumbersEach numbers) {
    if (view.samples != 1 && numbers != NumbersEach::depth)
        return error_of(role, ": only depth may have several samples a pixel");
    if (view.samples >= 1 && view.samples <= TAPESTRY_MOST_SAMPLES) return {};
    return error_of(role, ": ", view.samples, " samples a pixel are not within 1 and ",
                    TAPESTRY_MOST_SAMPLES);
}

/// Asks the driver only what the host does not say.
Result<HostTexture> found_texture(DeviceState& device, const DataView& view, std::string_view role,
                                  const HostFrame& frame) {
    const HostImage image{view.texture, view.layer, view.samples};
    if (view.width < 0 || view.height < 0)
        return error_of(role, ": its size is said to be ", view.width, " x ", view.height);
    const bool has_size = view.width != 0 && view.height != 0;
    if (!frame.is_described && !(has_size && view.format != 0)) return inspect_texture(device, image, role);
    if (has_size) return described_texture(device, image, view.format, view.width, view.height, role);
    return described_texture(device, image, view.format, frame.source.width, frame.source.height, role);
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

Result<DataTexture> inspect_data(DeviceState& device, const DataView& view, std::string_view role,
                                 const HostFrame& frame, const Area& region, Row0 row0, NumbersEach numbers) {
    if (view.texture == 0) return DataTexture();
    if (HostImage{view.texture, view.layer}.is_in(frame.target.image))
        return error_of(role, ": texture ", view.texture, " is the target too");
    if (Result<void> status = check_jitter(view, role); !status) return status.error();
    if (Result<void> status = check_samples(view, role, numbers); !status) return status.error();
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
    return DataTexture{.name = texture->name,
                       .samples = view.samples,
                       .width = texture->width,
                       .height = texture->height,
                       .placement = placement,
                       .is_aligned = is_aligned,
                       .is_sparse = is_sparse};
}

PassTexture of_host(PassList& passes, const DataTexture& data) {
    const PassTexture texture = passes.given(data.name);
    if (data.samples == 1) return texture;
    const layout::DataSamplesPass block = {data.placement.area, data.samples,
                                           data.is_nearer_larger ? -1.0f : 1.0f, 0, 0};
    const PassTexture target = passes.transient(GL_R32F, data.width, data.height);
    passes.add("data_samples.comp")
        .with(block)
        .fetches_samples("data", texture)
        .writes("target", target)
        .over(block.area);
    return target;
}

PassTexture aligned(PassList& passes, const DataTexture& data, GLenum format, AlignBy by,
                    const HostFrame& frame, const Area& region) {
    return aligned(passes, data, of_host(passes, data), format, by, frame, region);
}

PassTexture aligned(PassList& passes, const DataTexture& data, PassTexture of_host, GLenum format, AlignBy by,
                    const HostFrame& frame, const Area& region) {
    if (data.is_aligned) return of_host;
    const PassTexture target = passes.transient(format, frame.source.width, frame.source.height);
    const layout::DataAlignPass block = {region, data.placement};
    passes.add("data_align.comp", PassDefines().with_if(by == AlignBy::smooth, "TAPESTRY_SMOOTH"))
        .with(block)
        .fetches("data", of_host)
        .writes("target", target)
        .over(region);
    return target;
}

}  // namespace tapestry
