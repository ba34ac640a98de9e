#include "scene/hidden_frame.h"

namespace tapestry::demo {

Result<HiddenFrame> HiddenFrame::create(const GladGLContext& gl, PictureSize size) {
    auto sum = PictureSum::create(gl, size);
    if (!sum) return sum.error();
    auto color = create_texture(gl, GL_RGBA16F, size.width, size.height, "hidden picture");
    if (!color) return color.error();
    auto nearest = NearestDepth::create(gl, size);
    if (!nearest) return nearest.error();
    return HiddenFrame(std::move(*sum), std::move(*color), std::move(*nearest));
}

void HiddenFrame::clear() {
    sum_.clear();
    nearest_.clear();
}

void HiddenFrame::add(const SceneRenderer& renderer, const LensCamera& camera, const LensSample& sample,
                      GLuint nearer_depth) {
    sum_.add(renderer, camera, sample, {.depth_texture = nearer_depth});
    nearest_.keep(sum_);
}

void HiddenFrame::finish() {
    sum_.write_mean(color_.name());
}

}  // namespace tapestry::demo
