#include "effects/dof_aperture.h"

#include "core/aperture_distances.h"
#include "core/fnv1a.h"
#include "core/focus_taps.h"
#include "effects/dof_frame.h"
#include "gl/state_guard.h"
#include "shared/dof.h"
#include "tapestry/table_file.h"

namespace tapestry {
namespace {

static_assert(TAPESTRY_FOCUS_TAPS == focus_tap_count);
static_assert(TAPESTRY_FOCUS_SCALES == focus_scale_count);

Result<Buffer> upload_focus_taps(const GladGLContext& gl, const FocusTaps& taps) {
    layout::DofFocusTaps block = {};
    for (std::size_t i = 0; i < taps.taps.size(); ++i)
        block.taps[i] = {taps.taps[i].dx, taps.taps[i].dy, taps.taps[i].weight, 0.0f};
    for (std::size_t i = 0; i < taps.scales.size(); ++i)
        block.scales[i].x = static_cast<float>(taps.scales[i]);
    return create_buffer(gl, GL_UNIFORM_BUFFER, sizeof(block), &block, GL_STATIC_DRAW, "tapestry focus taps");
}

/// Half floats, because OpenGL ES need not filter larger ones. Half a thousandth of a radius is what they are
/// off by at most.
Result<Texture> upload_distances(const GladGLContext& gl, const ApertureDistances& distances) {
    Result<Texture> texture =
        create_texture(gl, GL_RGBA16F, distances.size, distances.size, "tapestry aperture");
    if (!texture) return texture;
    std::vector<float> texels(distances.values.size() * 4);
    for (std::size_t i = 0; i < distances.values.size(); ++i) texels[4 * i] = distances.values[i];
    const UnpackGuard guard(gl);
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, distances.size, distances.size, GL_RGBA, GL_FLOAT,
                     texels.data());
    return texture;
}

Result<DofAperture> create_dof_aperture(const std::shared_ptr<DeviceState>& device,
                                        const DepthOfFieldDescription& description) {
    Result<Cascade> cascade = Cascade::create(device, description.bokeh);
    if (!cascade) return cascade.error();
    const ApertureDistances distances = aperture_distances(
        description.aperture.size > 0 ? description.aperture : aperture_mask(description.bokeh));
    Result<Texture> texture = upload_distances(device->gl, distances);
    if (!texture) return texture.error();
    const FocusTaps taps = make_focus_taps(description.bokeh, dof_focus_px);
    Result<Buffer> uploaded = upload_focus_taps(device->gl, taps);
    if (!uploaded) return uploaded.error();
    return DofAperture{std::move(*cascade), std::move(*texture), std::move(*uploaded),
                       distances.area,      distances.reach,     taps.variance};
}

std::uint64_t hash_of(const std::vector<std::byte>& table, const ApertureMask& aperture) {
    return fnv1a(fnv1a(fnv_start, table), std::as_bytes(std::span(aperture.values)));
}

}  // namespace

Result<std::shared_ptr<DofAperture>> find_dof_aperture(const std::shared_ptr<DeviceState>& device,
                                                       const DepthOfFieldDescription& description) {
    const Result<std::vector<std::byte>> table = encode_table(description.bokeh);
    if (!table) return table.error();
    std::erase_if(device->shared, [](const auto& one) { return one.second.expired(); });
    std::weak_ptr<void>& shared = device->shared[hash_of(*table, description.aperture)];
    if (const std::shared_ptr<void> found = shared.lock())
        return std::static_pointer_cast<DofAperture>(found);
    Result<DofAperture> made = create_dof_aperture(device, description);
    if (!made) return made.error();
    auto aperture = std::make_shared<DofAperture>(std::move(*made));
    shared = aperture;
    return aperture;
}

}  // namespace tapestry
