/// A scene through a whole lens, pinhole by pinhole, better with every frame: what depth of field is to look
/// like.
#pragma once

#include <optional>

#include "render/document_renderer.h"
#include "scene/aperture_shape.h"
#include "scene/picture_sum.h"

namespace tapestry::demo {

class LensTruth {
  public:
    static constexpr int most_pinholes = 512;

    /// Adds pinholes for some milliseconds, from anew when scene, camera, lens or bokeh have changed. Error:
    /// the document has no depth of field, or a bokeh that is no aperture.
    Status follow(const Document& document, DocumentRenderer& renderer);

    PictureTexture& texture() { return texture_; }
    bool is_done() const { return sum_ && sum_->count() >= most_pinholes; }
    int pinholes() const { return sum_ ? sum_->count() : 0; }

  private:
    /// What the picture depends on.
    struct Subject {
        std::filesystem::path scene;
        ViewCamera camera;
        EffectEntry lens;
        float exposure_stops = 0.0f;
        std::uint64_t lab_revision = 0;

        bool operator==(const Subject&) const = default;
    };

    Status begin(const Subject& subject, const Document& document, DocumentRenderer& renderer);

    std::optional<Subject> subject_;
    std::optional<ApertureShape> aperture_;
    LensCamera camera_;
    std::optional<PictureSum> sum_;
    Texture linear_;
    PictureTexture texture_;
};

}  // namespace tapestry::demo
