/// A scene through a whole lens, pinhole by pinhole, better with every frame: with many of them what depth of
/// field is to look like, with few what accumulation buffers show.
#pragma once

#include <optional>

#include "compare/lens_subject.h"
#include "scene/picture_sum.h"

namespace tapestry::demo {

/// Of what is called exact.
inline constexpr int exact_pinholes = 512;

class LensAccumulation {
  public:
    explicit LensAccumulation(int most_pinholes) : most_pinholes_(most_pinholes) {}

    /// Adds pinholes for some milliseconds, from anew when scene, camera, lens or bokeh have changed. Error:
    /// as lens_subject and subject_aperture; no memory.
    Result<void> follow(const Document& document, DocumentRenderer& renderer);

    PictureTexture& texture() { return texture_; }
    bool is_done() const { return sum_ && sum_->count() >= most_pinholes_; }
    /// [0, 1].
    double done() const { return sum_ ? sum_->count() / static_cast<double>(most_pinholes_) : 0.0; }
    /// Counts beginnings: pictures of one are of one subject.
    std::uint64_t beginnings() const { return beginnings_; }

  private:
    Result<void> begin(const LensSubject& subject, const Document& document, DocumentRenderer& renderer);

    int most_pinholes_;
    std::optional<LensSubject> subject_;
    std::optional<ApertureShape> aperture_;
    std::optional<PictureSum> sum_;
    LensCamera camera_;
    Texture linear_;
    PictureTexture texture_;
    std::uint64_t beginnings_ = 0;
};

}  // namespace tapestry::demo
