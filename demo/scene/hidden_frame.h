/// What hides behind a pinhole's picture: DepthOfFieldFrame's hidden surfaces, by a depth peel.
#pragma once

#include "scene/nearest_depth.h"
#include "scene/picture_sum.h"
#include "tapestry/depth_of_field.h"

namespace tapestry::demo {

class HiddenFrame {
  public:
    /// Error: as PictureSum::create and NearestDepth::create.
    static Result<HiddenFrame> create(const GladGLContext& gl, PictureSize size);

    void clear();

    /// Adds one sample's, behind the depth that was drawn of it.
    void add(const SceneRenderer& renderer, const LensCamera& camera, const LensSample& sample,
             GLuint nearer_depth);

    /// Writes the samples' mean to the colour texture.
    void finish();

    /// RGBA16F, premultiplied with the share of the samples that hide something; DEPTH_COMPONENT32F, of each
    /// pixel's samples the nearest that is hidden.
    HiddenSurfaces surfaces() const {
        return {{color_.name(), Encoding::linear, Alpha::premultiplied}, nearest_.texture()};
    }

  private:
    HiddenFrame(PictureSum sum, Texture color, NearestDepth nearest)
        : sum_(std::move(sum)), color_(std::move(color)), nearest_(std::move(nearest)) {}

    PictureSum sum_;
    Texture color_;
    NearestDepth nearest_;
};

}  // namespace tapestry::demo
