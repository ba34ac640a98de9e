#include "dof_dispatches.h"

#include <filesystem>
#include <string>

#include "passes/dof_pass_run.h"
#include "scene/pinhole_frame.h"
#include "scene/scene_renderer.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

// What tapestry-bench has: room for every blur of the scenes.
constexpr float no_limit = 0.2f;
// Which tiles need what hardly depends on antialiasing.
constexpr int samples = 1;
constexpr long pixels_of_group = TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y;

Result<demo::PinholeFrame> drawn_frame(const GladGLContext& gl, const demo::Scene& scene,
                                       demo::PictureSize size) {
    auto renderer = demo::SceneRenderer::create(gl, scene);
    if (!renderer) return renderer.error();
    auto frame = demo::PinholeFrame::create(gl, size);
    if (frame) frame->draw(*renderer, scene.camera, samples);
    return frame;
}

}  // namespace

Result<std::vector<Dispatch>> dof_dispatches(const Device& device, const GladGLContext& gl, const char* name,
                                             demo::PictureSize size) {
    const std::filesystem::path assets = TAPESTRY_ASSETS;
    auto table = read_table(assets / "tables/disk_0-24_16x3_flat.tap");
    if (!table) return table.error();
    const auto scene = demo::read_scene(assets / "scenes" / (std::string(name) + ".scene.json"));
    if (!scene) return scene.error();
    const auto drawn = drawn_frame(gl, *scene, size);
    if (!drawn) return drawn.error();
    const auto target = create_texture(gl, GL_RGBA16F, size.width, size.height, "dispatches");
    if (!target) return target.error();

    DepthOfFieldFrame frame;
    frame.source.texture = drawn->color_texture();
    frame.target.texture = target->name();
    frame.depth_texture = drawn->depth_texture();
    frame.depth = demo::depth_convention(scene->camera);
    DepthOfFieldOptions options;
    options.lens = scene->camera.lens;
    options.near_limit = options.far_limit = no_limit;
    auto run = DofPassRun::create(device, {.bokeh = std::move(*table)}, frame, options);
    if (!run) return run.error();
    std::vector<Dispatch> dispatches;
    (*run)->run([&](const PassList::Pass& pass) {
        dispatches.push_back({pass.program(), pixels_of(pass) / pixels_of_group});
    });
    return dispatches;
}

}  // namespace tapestry::test
