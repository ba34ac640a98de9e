#include "scene_job.h"

#include <chrono>
#include <cstdio>
#include <vector>

#include "document/asset_library.h"
#include "document/depth_choice.h"
#include "jobs/progress_line.h"
#include "offline/io/exr_file.h"
#include "offline/io/photograph.h"
#include "platform/gl_debug_log.h"
#include "platform/headless_context.h"
#include "scene/gltf_model.h"
#include "scene/lens_reference.h"
#include "scene/pinhole_frame.h"
#include "scene/scene_rig.h"
#include "scene/tone_curve.h"

namespace tapestry::demo {
namespace {

/// A path to a scene's file, or the name of a shipped one.
Result<std::filesystem::path> find_scene(const CommandLine& command) {
    if (command.scene.ends_with(".json") || is_model_name(command.scene))
        return std::filesystem::path(command.scene);
    const auto assets = AssetLibrary::open(command.assets);
    if (!assets) return assets.error();
    std::string names;
    for (const SceneEntry& entry : list_scenes(assets->folder / "scenes")) {
        if (entry.name == command.scene) return entry.path;
        names += " " + entry.name;
    }
    return Error{"no scene is called " + command.scene + "; there are" + names};
}

Result<void> write_picture(const std::filesystem::path& path, const Image& image) {
    if (offline::is_exr_name(path)) return offline::write_exr(path, image, offline::ExrDepth::single);
    return offline::write_picture(path, offline::to_srgb8(toned(image)), {});
}

/// Metres along the view, row 0 on top. Waits for the GPU.
GreyPicture read_distances(const GladGLContext& gl, const PinholeFrame& frame, const LensCamera& camera) {
    const PictureSize size = frame.size();
    const auto row = static_cast<std::size_t>(size.width);
    std::vector<float> stored(row * static_cast<std::size_t>(size.height));
    gl.BindTexture(GL_TEXTURE_2D, frame.depth_texture());
    gl.GetTexImage(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT, GL_FLOAT, stored.data());
    const DepthConvention convention = depth_convention(camera);
    GreyPicture distances{size.width, size.height, {}};
    for (int y = size.height - 1; y >= 0; --y)
        for (std::size_t x = 0; x < row; ++x)
            distances.values.push_back(view_distance_m(
                convention, static_cast<double>(stored[static_cast<std::size_t>(y) * row + x])));
    return distances;
}

/// Metres where the file holds floats, else disparity.
Result<void> write_depth(const std::filesystem::path& path, GreyPicture distances,
                         const CommandLine& command) {
    if (path.extension() == ".pfm") return offline::write_pfm(path, distances);
    const double near = static_cast<double>(command.depth_near_m.value_or(DepthChoice().near_m));
    const double far = static_cast<double>(command.depth_far_m.value_or(DepthChoice().far_m));
    for (double& value : distances.values) value = (1.0 / value - 1.0 / far) / (1.0 / near - 1.0 / far);
    return offline::write_grey_png(path, distances, 16);
}

Result<Image> draw(const GladGLContext& gl, const Scene& scene, const CommandLine& command) {
    const PictureSize size{command.scene_width, command.scene_height};
    const auto renderer = SceneRenderer::create(gl, scene);
    if (!renderer) return renderer.error();
    if (command.reference == 0) {
        auto frame = PinholeFrame::create(gl, size);
        if (!frame) return frame.error();
        frame->draw(*renderer, scene.camera, 16);
        if (!command.write_depth.empty()) {
            auto status = write_depth(command.write_depth, read_distances(gl, *frame, scene.camera), command);
            if (!status) return status.error();
        }
        return read_picture(gl, frame->color_texture(), size);
    }
    const auto aperture = ApertureShape::named(command.aperture);
    if (!aperture) return aperture.error();
    ProgressLine line(command.reference, "pinholes");
    ReferenceRequest request;
    request.size = size;
    request.samples = command.reference;
    request.checkpoint = command.out;
    request.checkpoint += ".partial";
    request.progress = [&line](int done) {
        line.show(done);
        return true;
    };
    return draw_reference(gl, scene, *renderer, *aperture, request);
}

}  // namespace

Result<void> run_scene_job(const CommandLine& command) {
    const auto path = find_scene(command);
    if (!path) return path.error();
    auto scene = read_scene(*path);
    if (!scene) return scene.error();
    for (const std::string& remark : scene->model.remarks)
        std::fprintf(stderr, "tapestry-viewer: %s: %s\n", path->c_str(), remark.c_str());
    if (scene->model.rig && command.time_s) {
        const double time_s = looped_time_s(scene->model, static_cast<double>(*command.time_s));
        if (auto status = pose(*scene->model.rig, time_s, scene->model); !status)
            return Error{path->string() + ": " + status.error().message};
    }
    HeadlessOptions options;
    options.debug = command.debug_gl;
    const auto context = HeadlessContext::create(options);
    if (!context) return context.error();
    GladGLContext gl = {};
    gladLoadGLContext(&gl, [](const char* name) {
        return reinterpret_cast<GLADapiproc>(HeadlessContext::get_proc_address(name));
    });
    if (command.debug_gl) install_gl_debug_log(gl);

    const auto start = std::chrono::steady_clock::now();
    const auto image = draw(gl, *scene, command);
    if (!image) return image.error();
    if (Result<void> status = write_picture(command.out, *image); !status) return status;
    std::error_code ignored;
    std::filesystem::remove(command.out.string() + ".partial", ignored);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
    std::printf("wrote %s (%s, %d x %d, %s, %.1f s)\n", command.out.string().c_str(), scene->title.c_str(),
                image->width, image->height,
                command.reference ? (std::to_string(command.reference) + " pinholes").c_str() : "one pinhole",
                seconds.count());
    return {};
}

}  // namespace tapestry::demo
