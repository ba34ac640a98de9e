/// Draws a scene through one pinhole.
#pragma once

#include <memory>

#include "glad/gl.h"
#include "scene/lens_camera.h"
#include "scene/scene_file.h"
#include "tapestry/result.h"

namespace tapestry::demo {

class SceneRenderer {
  public:
    /// Uploads the scene, and draws its shadows once. Needs OpenGL 4.3, current. Leaves depth test, culling
    /// and blending off, and framebuffer 0 bound. Error: the driver has no memory, or a shader's log.
    static Result<SceneRenderer> create(const GladGLContext& gl, const Scene& scene);

    SceneRenderer(SceneRenderer&&) noexcept;
    SceneRenderer& operator=(SceneRenderer&&) noexcept;
    ~SceneRenderer();

    /// Only what lies clearly behind surfaces that were drawn before, by the CoCs of the camera's lens:
    /// lenses hardly see past an edge what is nearer to it than these gaps. (31.2 to 31.7 dB of depth of
    /// field in the mean of the scenes for 0.005 to 0.02 and 0.1 to 0.8; from 1.2 on leaves before leaves are
    /// passed over.)
    struct Peel {
        GLuint depth_texture = 0;  ///< of the same size, camera and sample; 0: everything is drawn
        double least_gap = 0.01;   ///< as a share of the picture's height
        double least_share = 0.5;  ///< as a share of the nearer CoC
    };

    /// Draws into the framebuffer that is bound, with a depth buffer, over a viewport of `size` at (0, 0):
    /// linear light times the scene's exposure, alpha 1; depth as depth_convention(camera) says. State as
    /// create leaves it, but for the framebuffer. With a peel, light and alpha are 0 where nothing is behind.
    void draw(const LensCamera& camera, const LensSample& sample, PictureSize size, const Peel& peel) const;
    void draw(const LensCamera& camera, const LensSample& sample, PictureSize size) const {
        draw(camera, sample, size, {});
    }

    /// Uploads batches, lights and shadows anew, of the same materials: what pose() made. State as create.
    /// Error: the driver has no memory; what is drawn then is not whole.
    Result<void> update(const SceneModel& model);

    std::size_t triangles() const;

  private:
    struct Impl;
    explicit SceneRenderer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry::demo
