/// A picture's depth of field as another post-process makes it, from the picture and depth that ours gets.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "compare/lens_subject.h"
#include "rivals/dof_rival.h"

namespace tapestry::demo {

enum class LensRivalKind {
    ring_gather,         ///< 96 taps over the aperture at half resolution
    separable_gaussian,  ///< knows sizes and no shapes
};

class LensRival {
  public:
    explicit LensRival(LensRivalKind kind) : kind_(kind) {}

    /// Draws it when scene, camera, lens or bokeh have changed, once the result is there at full size. Error:
    /// as lens_subject; no memory; a shader's log.
    Result<void> follow(const Document& document, DocumentRenderer& renderer);

    PictureTexture& texture() { return texture_; }
    bool is_done() const { return is_done_; }
    /// Counts drawings: pictures of one are of one subject.
    std::uint64_t drawings() const { return drawings_; }

  private:
    Result<void> make(const LensSubject& subject, const Document& document, DocumentRenderer& renderer);
    Result<void> draw(const LensSubject& subject, DocumentRenderer& renderer);

    LensRivalKind kind_;
    std::optional<LensSubject> subject_;
    std::unique_ptr<RivalContext> context_;
    std::optional<DofRival> rival_;
    Texture linear_;
    PictureTexture texture_;
    bool is_done_ = false;
    std::uint64_t drawings_ = 0;
};

}  // namespace tapestry::demo
