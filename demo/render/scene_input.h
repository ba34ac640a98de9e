/// A scene as effects want it: linear light and depth through the middle of the lens, drawn when the camera
/// moves.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "document/view_camera.h"
#include "effects/effect_kind.h"
#include "scene/pinhole_frame.h"
#include "scene/scene_file.h"

namespace tapestry::demo {

class SceneInput {
  public:
    /// Error: as read_scene and SceneRenderer::create.
    static Result<SceneInput> open(const GladGLContext& gl, const std::filesystem::path& path);

    /// Draws the scene unless what is there is the same, or the same with more. True when it drew.
    /// As it is at a time, in seconds, where it is animated.
    Result<bool> draw(const ViewCamera& camera, double time_s, PictureSize size, int samples,
                      PinholeFrame::Hidden hidden);

    GLuint color_texture() const { return frame_->color_texture(); }  ///< RGBA16F, row 0 at the bottom
    PictureDepth depth() const;

    /// Distance along the view of what is at a place of the picture, [0, 1] from its top left corner. Waits
    /// for the GPU after each draw(). Precondition: draw().
    double distance_m(double x, double y) const;

    /// The scene's own.
    const LensCamera& camera() const { return scene_->camera; }
    /// As it is drawn: at a pose and with a focal length of one's own.
    LensCamera camera_at(const ViewCamera& view) const;
    ViewCamera own_view() const;
    const Scene& scene() const { return *scene_; }
    bool is_animated() const { return scene_->model.rig != nullptr; }
    const SceneRenderer& renderer() const { return *renderer_; }

  private:
    struct Drawn {
        ViewCamera camera;
        double time_s = 0.0;  ///< within the animation
        PictureSize size;
        int samples = 0;
        PinholeFrame::Hidden hidden = PinholeFrame::Hidden::none;
    };

    const GladGLContext* gl_ = nullptr;
    std::unique_ptr<Scene> scene_;
    std::optional<SceneRenderer> renderer_;
    std::optional<PinholeFrame> frame_;
    std::optional<Drawn> drawn_;
    double posed_at_s_ = 0.0;
    mutable std::vector<float> depths_;  ///< as the depth texture has them; empty: not read back yet
};

}  // namespace tapestry::demo
