/// What a game hands to a post-process: an antialiased picture through the middle of the lens, and the depth
/// of its pixels' centres.
#pragma once

#include <optional>

#include "scene/hidden_frame.h"

namespace tapestry::demo {

class PinholeFrame {
  public:
    /// Whether what hides behind the picture is drawn, too; that takes as long as the picture.
    enum class Hidden { none, drawn };

    /// Error: no memory.
    static Result<PinholeFrame> create(const GladGLContext& gl, PictureSize size,
                                       Hidden hidden = Hidden::none);

    /// Draws the scene `samples` times, at as many points of each pixel. [1, 256]; 1 has hard edges.
    /// `depth_sample`: the point of the pixels whose depth is drawn, where there is more than one.
    void draw(const SceneRenderer& renderer, const LensCamera& camera, int samples,
              const LensSample& depth_sample = {});

    GLuint color_texture() const { return color_.name(); }         ///< RGBA16F, linear
    GLuint depth_texture() const { return sum_.depth_texture(); }  ///< DEPTH_COMPONENT32F
    /// Null where it is not drawn.
    const HiddenFrame* hidden() const { return hidden_ ? &*hidden_ : nullptr; }
    PictureSize size() const { return sum_.size(); }

  private:
    PinholeFrame(PictureSum sum, Texture color) : sum_(std::move(sum)), color_(std::move(color)) {}

    PictureSum sum_;
    Texture color_;
    std::optional<HiddenFrame> hidden_;
};

}  // namespace tapestry::demo
