#include "compare/lens_rival.h"

#include <algorithm>

#include "effects/known_effects.h"
#include "rivals/aperture_taps.h"

namespace tapestry::demo {
namespace {

/// About the reads of our 24x4 table.
constexpr int ring_taps = 96;

/// Photographs have metres.
DofRivalLens rival_lens(const LensSubject& subject, const LensCamera& camera, bool has_metres) {
    const auto lines = static_cast<float>(subject.height);
    DofRivalLens lens;
    lens.coc_at_infinity_px = static_cast<float>(coc_at_infinity(camera.lens)) * lines;
    lens.focus_m = camera.lens.focus_distance_m;
    const glm::dvec2 slope = plane_slope_of_px(camera, {subject.width, subject.height});
    lens.plane_slope = {slope.x, -slope.y};
    lens.near_m = has_metres ? 0.0f : static_cast<float>(camera.planes.near_m);
    lens.far_m = has_metres ? 0.0f : static_cast<float>(camera.planes.far_m);
    const DepthOfFieldOptions options = depth_of_field_options(subject.lens.values);
    lens.largest_coc_px = lines * std::max(options.near_limit, options.far_limit);
    return lens;
}

/// Rivals leave samplers and a program where they were used; scenes are drawn without.
void unbind(const GladGLContext& gl) {
    for (GLuint unit = 0; unit < 8; ++unit) gl.BindSampler(unit, 0);
    gl.ActiveTexture(GL_TEXTURE0);
    gl.UseProgram(0);
}

}  // namespace

Result<void> LensRival::make(const LensSubject& subject, const Document& document,
                             DocumentRenderer& renderer) {
    const GladGLContext& gl = renderer.gl();
    const RivalSize size{subject.width, subject.height};
    if (!context_) context_ = std::make_unique<RivalContext>(gl);
    Result<DofRival> rival = Error{};
    if (kind_ == LensRivalKind::ring_gather) {
        const auto aperture = subject_aperture(subject, document, renderer);
        if (!aperture) return aperture.error();
        rival = ring_gather_dof(*context_, {2, aperture_taps(*aperture, ring_taps), open_area(*aperture), {}},
                                size);
    } else {
        rival = separable_gaussian_dof(*context_, size);
    }
    if (!rival) return rival.error();
    rival_ = std::move(*rival);
    if (texture_ && texture_.width() == size.width && texture_.height() == size.height) return {};
    auto linear = create_texture(gl, GL_RGBA16F, size.width, size.height, "rival");
    if (!linear) return linear.error();
    auto texture = PictureTexture::create(gl, size.width, size.height);
    if (!texture) return texture.error();
    linear_ = std::move(*linear);
    texture_ = std::move(*texture);
    return {};
}

Result<void> LensRival::draw(const LensSubject& subject, DocumentRenderer& renderer) {
    auto status = rival_->run(renderer.linear_color(), renderer.depth().texture,
                              rival_lens(subject, subject_camera(subject, renderer), !renderer.scene()),
                              linear_.name());
    unbind(renderer.gl());
    if (!status) return status;
    status = renderer.develop(linear_.name(), texture_, subject.exposure_stops);
    if (status) texture_.make_mip_levels();
    return status;
}

Result<void> LensRival::follow(const Document& document, DocumentRenderer& renderer) {
    const auto subject = lens_subject(document, renderer);
    if (!subject) return subject.error();
    if (subject_ == *subject && is_done_) return {};
    // The rivals get the picture that ours got: at full size, and of this camera.
    if (renderer.is_reduced()) return {};
    const bool is_same_lens = subject_ && subject_->lens.bokeh == subject->lens.bokeh &&
                              subject_->lab_revision == subject->lab_revision &&
                              subject_->width == subject->width && subject_->height == subject->height;
    subject_ = *subject;
    ++drawings_;
    is_done_ = true;  // or in error, which is told once
    if (!rival_ || !is_same_lens) {
        if (auto status = make(*subject, document, renderer); !status) {
            rival_.reset();
            return status;
        }
    }
    return draw(*subject, renderer);
}

}  // namespace tapestry::demo
