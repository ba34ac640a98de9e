#include "compare/lens_accumulation.h"

#include <chrono>

#include "scene/lens_samples.h"

namespace tapestry::demo {
namespace {

constexpr auto slice = std::chrono::milliseconds(40);

}  // namespace

Result<void> LensAccumulation::begin(const LensSubject& subject, const Document& document,
                                     DocumentRenderer& renderer) {
    auto aperture = subject_aperture(subject, document, renderer);
    if (!aperture) return aperture.error();
    const PictureSize size{subject.width, subject.height};
    if (!sum_ || !(sum_->size() == size)) {
        auto sum = PictureSum::create(renderer.gl(), size);
        if (!sum) return sum.error();
        auto linear = create_texture(renderer.gl(), GL_RGBA16F, size.width, size.height, "lens truth");
        if (!linear) return linear.error();
        auto texture = PictureTexture::create(renderer.gl(), size.width, size.height);
        if (!texture) return texture.error();
        sum_ = std::move(*sum);
        linear_ = std::move(*linear);
        texture_ = std::move(*texture);
    }
    sum_->clear();
    ++beginnings_;
    aperture_ = std::move(*aperture);
    camera_ = subject_camera(subject, renderer);
    return {};
}

Result<void> LensAccumulation::follow(const Document& document, DocumentRenderer& renderer) {
    if (!renderer.scene()) return Error{"only scenes can be seen through another lens"};
    const auto subject = lens_subject(document, renderer);
    if (!subject) return subject.error();
    if (subject_ != *subject) {
        subject_ = *subject;
        if (auto status = begin(*subject, document, renderer); !status) {
            sum_.reset();
            return status;
        }
    }
    if (!sum_ || is_done()) return {};
    const auto start = std::chrono::steady_clock::now();
    do {
        sum_->add(renderer.scene()->renderer(), camera_, lens_sample(*aperture_, sum_->count()));
        renderer.gl().Finish();
    } while (!is_done() && std::chrono::steady_clock::now() - start < slice);
    sum_->write_mean(linear_.name());
    renderer.gl().BindFramebuffer(GL_FRAMEBUFFER, 0);
    auto status = renderer.develop(linear_.name(), texture_, document.exposure_stops);
    if (status) texture_.make_mip_levels();
    return status;
}

}  // namespace tapestry::demo
