#include "dof_command.h"

#include <cstdio>

#include "dof_case.h"
#include "dof_scores.h"
#include "platform/headless_context.h"

namespace tapestry::bench {
namespace {

Result<std::vector<std::filesystem::path>> chosen_scenes(const std::vector<std::string>& names) {
    const std::filesystem::path folder = std::filesystem::path(TAPESTRY_ASSETS) / "scenes";
    std::vector<std::filesystem::path> paths;
    if (names.empty())
        for (const demo::SceneEntry& entry : demo::list_scenes(folder)) paths.push_back(entry.path);
    for (const std::string& name : names) paths.push_back(folder / (name + ".scene.json"));
    if (paths.empty()) return Error{folder.string() + ": no scenes"};
    return paths;
}

}  // namespace

Status run_dof(const DofOptions& options) {
    demo::PictureSize size;
    if (std::sscanf(options.size.c_str(), "%dx%d", &size.width, &size.height) != 2 || size.width < 128 ||
        size.height < 128)
        return Error{"--size: " + options.size + " is not WxH of 128 or more"};
    const auto scenes = chosen_scenes(options.scenes);
    if (!scenes) return scenes.error();
    const auto context = demo::HeadlessContext::create();
    if (!context) return context.error();
    GladGLContext gl = {};
    gladLoadGLContext(&gl, [](const char* name) {
        return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
    });
    std::error_code code;
    std::filesystem::create_directories(options.references, code);
    for (const auto& path : *scenes) {
        const auto one =
            make_dof_case(gl, {path, options.apertures, size, options.samples, options.references});
        if (!one) return one.error();
        for (std::size_t i = 0; i < one->references.size(); ++i) {
            const DofScores scores = dof_scores(one->pinhole, one->references[i], one->border_px());
            std::printf("%s %s: pinhole %.2f dB FLIP %.4f worst %.3f light %+.4f, CoC to %.1f px\n",
                        one->scene->name.c_str(), options.apertures[i].c_str(), scores.psnr_db, scores.flip,
                        scores.worst_flip, scores.light, one->largest_coc_px);
        }
        std::fflush(stdout);
    }
    return {};
}

}  // namespace tapestry::bench
