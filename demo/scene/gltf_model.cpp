#include "scene/gltf_model.h"

#include <algorithm>
#include <cctype>
#include <new>

#include "scene/gltf_animation.h"
#include "scene/gltf_file.h"
#include "scene/gltf_materials.h"
#include "scene/gltf_meshes.h"
#include "scene/gltf_nodes.h"
#include "scene/gltf_support.h"
#include "scene/scene_rig.h"

namespace tapestry::demo {
namespace {

constexpr std::size_t most_remarks = 24;

/// Files of a thousand meshes say the same a thousand times.
void shorten(std::vector<std::string>& remarks) {
    std::vector<std::string> kept;
    for (const std::string& remark : remarks)
        if (std::ranges::find(kept, remark) == kept.end() && kept.size() <= most_remarks)
            kept.push_back(remark);
    if (kept.size() > most_remarks) {
        kept.resize(most_remarks);
        kept.push_back("and more of the kind");
    }
    remarks = std::move(kept);
}

Result<SceneModel> read_model(const std::filesystem::path& path, ModelParts parts) {
    const GltfFile file = read_gltf_file(path);
    SceneModel model;
    check_gltf_extensions(file, model.remarks);
    GltfAccessors accessors(file);
    GltfMaterials materials = read_gltf_materials(accessors, parts == ModelParts::all, model.remarks);
    auto rig = std::make_shared<SceneRig>();
    rig->meshes = read_gltf_meshes(accessors, materials.materials.size(), model.remarks);
    read_gltf_nodes(accessors, *rig, model.remarks);
    model.duration_s = read_gltf_animation(accessors, *rig, model.remarks);
    model.materials = std::move(materials.materials);
    model.pictures = std::move(materials.pictures);
    if (Result<void> status = pose(*rig, 0.0, model); !status) return status.error();
    if (model.batches.empty()) model.remarks.push_back("there are no triangles in its scene");
    if (model.duration_s > 0.0) model.rig = std::move(rig);
    shorten(model.remarks);
    return model;
}

}  // namespace

bool is_model_name(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension == ".gltf" || extension == ".glb";
}

Result<SceneModel> read_gltf(const std::filesystem::path& path, ModelParts parts) {
    const auto failed = [&](const std::string& why) {
        std::string line = why;
        std::ranges::replace(line, '\n', ' ');
        // What the system says of a file names it already.
        return Error{line.starts_with(path.string() + ": ") ? line : path.string() + ": " + line};
    };
    try {
        auto model = read_model(path, parts);
        if (!model) return failed(model.error().message);
        return model;
    } catch (const GltfError& error) {
        return failed(error.what());
    } catch (const Json::exception& error) {
        return failed(std::string("not a sound glTF file: ") + error.what());
    } catch (const std::bad_alloc&) {
        return failed("no memory for what it says it has");
    } catch (const std::length_error&) {
        return failed("no memory for what it says it has");
    }
}

}  // namespace tapestry::demo
