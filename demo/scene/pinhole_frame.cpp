#include "scene/pinhole_frame.h"

#include "scene/lens_samples.h"

namespace tapestry::demo {

Result<PinholeFrame> PinholeFrame::create(const GladGLContext& gl, PictureSize size) {
    auto sum = PictureSum::create(gl, size);
    if (!sum) return sum.error();
    auto color = create_texture(gl, GL_RGBA16F, size.width, size.height, "scene picture");
    if (!color) return color.error();
    return PinholeFrame(std::move(*sum), std::move(*color));
}

void PinholeFrame::draw(const SceneRenderer& renderer, const LensCamera& camera, int samples) {
    sum_.clear();
    for (int i = 0; i < samples; ++i)
        sum_.add(renderer, camera, samples == 1 ? LensSample{} : pinhole_sample(i));
    sum_.write_mean(color_.name());
    if (samples > 1) sum_.draw_depth(renderer, camera, {});
}

}  // namespace tapestry::demo
