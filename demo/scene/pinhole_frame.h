/// What a game hands to a post-process: an antialiased picture through the middle of the lens, and the depth
/// of its pixels' centres.
#pragma once

#include "scene/picture_sum.h"

namespace tapestry::demo {

class PinholeFrame {
  public:
    static Result<PinholeFrame> create(const GladGLContext& gl, PictureSize size);

    /// Draws the scene `samples` times, at as many points of each pixel. [1, 256]; 1 has hard edges.
    void draw(const SceneRenderer& renderer, const LensCamera& camera, int samples);

    GLuint color_texture() const { return color_.name(); }         ///< RGBA16F, linear
    GLuint depth_texture() const { return sum_.depth_texture(); }  ///< DEPTH_COMPONENT32F
    PictureSize size() const { return sum_.size(); }

  private:
    PinholeFrame(PictureSum sum, Texture color) : sum_(std::move(sum)), color_(std::move(color)) {}

    PictureSum sum_;
    Texture color_;
};

}  // namespace tapestry::demo
