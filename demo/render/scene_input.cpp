#include "render/scene_input.h"

#include <algorithm>
#include <cmath>

#include "scene/scene_rig.h"

namespace tapestry::demo {
namespace {

glm::dvec3 vec(const std::array<float, 3>& v) {
    return {v[0], v[1], v[2]};
}
std::array<float, 3> array_of(const glm::dvec3& v) {
    return {static_cast<float>(v.x), static_cast<float>(v.y), static_cast<float>(v.z)};
}

}  // namespace

Result<SceneInput> SceneInput::open(const GladGLContext& gl, const std::filesystem::path& path) {
    auto scene = read_scene(path);
    if (!scene) return scene.error();
    SceneInput input;
    input.gl_ = &gl;
    input.scene_ = std::make_unique<Scene>(std::move(*scene));
    auto renderer = SceneRenderer::create(gl, *input.scene_);
    if (!renderer) return Error{path.string() + ": " + renderer.error().message};
    input.renderer_ = std::move(*renderer);
    return input;
}

ViewCamera SceneInput::own_view() const {
    return {true, array_of(scene_->camera.pose.eye_m), array_of(scene_->camera.pose.target_m),
            scene_->camera.lens.focal_length_mm};
}

LensCamera SceneInput::camera_at(const ViewCamera& view) const {
    LensCamera camera = scene_->camera;
    if (view.is_set) {
        camera.pose.eye_m = vec(view.eye_m);
        camera.pose.target_m = vec(view.target_m);
        if (view.focal_length_mm > 0.0f) camera.lens.focal_length_mm = view.focal_length_mm;
    }
    return camera;
}

Result<bool> SceneInput::draw(const ViewCamera& camera, double asked_time_s, PictureSize size, int samples,
                              PinholeFrame::Hidden hidden) {
    const double time_s = looped_time_s(scene_->model, asked_time_s);
    const bool is_there = drawn_ && drawn_->camera == camera && drawn_->time_s == time_s &&
                          drawn_->size == size && drawn_->samples >= samples && drawn_->hidden >= hidden;
    if (is_there) return false;
    if (time_s != posed_at_s_) {
        if (auto status = pose(*scene_->model.rig, time_s, scene_->model); !status) return status.error();
        if (auto status = renderer_->update(scene_->model); !status) return status.error();
        posed_at_s_ = time_s;
        drawn_.reset();
    }
    const bool fits = frame_ && frame_->size() == size &&
                      (frame_->hidden() != nullptr) == (hidden == PinholeFrame::Hidden::drawn);
    if (!fits) {
        frame_.reset();
        drawn_.reset();
        auto frame = PinholeFrame::create(*gl_, size, hidden);
        if (!frame) return frame.error();
        frame_ = std::move(*frame);
    }
    depths_.clear();
    frame_->draw(*renderer_, camera_at(camera), samples);
    gl_->BindFramebuffer(GL_FRAMEBUFFER, 0);
    drawn_ = {camera, time_s, size, samples, hidden};
    return true;
}

PictureDepth SceneInput::depth() const {
    const HiddenFrame* const hidden = frame_->hidden();
    return {frame_->depth_texture(), depth_convention(scene_->camera), camera_at(drawn_->camera).lens,
            hidden ? hidden->surfaces() : HiddenSurfaces{}};
}

double SceneInput::distance_m(double x, double y) const {
    const PictureSize size = frame_->size();
    const auto columns = static_cast<std::size_t>(size.width);
    if (depths_.empty()) {
        depths_.resize(columns * static_cast<std::size_t>(size.height));
        gl_->BindTexture(GL_TEXTURE_2D, frame_->depth_texture());
        gl_->GetTexImage(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT, GL_FLOAT, depths_.data());
    }
    const auto inside = [](double at, int count) {
        return static_cast<std::size_t>(std::clamp(static_cast<int>(at * count), 0, count - 1));
    };
    const std::size_t row = static_cast<std::size_t>(size.height) - 1 - inside(y, size.height);
    const float stored = depths_[row * columns + inside(x, size.width)];
    return view_distance_m(depth_convention(scene_->camera), static_cast<double>(stored));
}

}  // namespace tapestry::demo
