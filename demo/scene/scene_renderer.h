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

    /// Draws into the framebuffer that is bound, with a depth buffer, over a viewport of `size` at (0, 0):
    /// linear light times the scene's exposure, alpha 1; depth as depth_convention(camera) says. State as
    /// create leaves it, but for the framebuffer.
    void draw(const LensCamera& camera, const LensSample& sample, PictureSize size) const;

    std::size_t triangles() const;

  private:
    struct Impl;
    explicit SceneRenderer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry::demo
