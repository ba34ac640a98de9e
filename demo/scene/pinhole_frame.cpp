#include "scene/pinhole_frame.h"

#include "scene/lens_samples.h"

namespace tapestry::demo {

Result<PinholeFrame> PinholeFrame::create(const GladGLContext& gl, PictureSize size, Hidden hidden) {
    auto sum = PictureSum::create(gl, size);
    if (!sum) return sum.error();
    auto color = create_texture(gl, GL_RGBA16F, size.width, size.height, "scene picture");
    if (!color) return color.error();
    PinholeFrame frame(std::move(*sum), std::move(*color));
    if (hidden == Hidden::none) return frame;
    auto behind = HiddenFrame::create(gl, size);
    if (!behind) return behind.error();
    frame.hidden_ = std::move(*behind);
    return frame;
}

void PinholeFrame::draw(const SceneRenderer& renderer, const LensCamera& camera, int samples,
                        const LensSample& depth_sample) {
    sum_.clear();
    if (hidden_) hidden_->clear();
    for (int i = 0; i < samples; ++i) {
        const LensSample sample = samples == 1 ? LensSample{} : pinhole_sample(i);
        sum_.add(renderer, camera, sample);
        if (hidden_) hidden_->add(renderer, camera, sample, sum_.depth_texture());
    }
    sum_.write_mean(color_.name());
    if (hidden_) hidden_->finish();
    if (samples > 1) sum_.draw_depth(renderer, camera, depth_sample);
}

}  // namespace tapestry::demo
