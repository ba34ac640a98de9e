#include "scene/gltf_support.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "scene/gltf_compression.h"

namespace tapestry::demo {
namespace {

constexpr std::array<std::string_view, 7> read_extensions = {
    "KHR_lights_punctual",   "KHR_materials_emissive_strength", "KHR_materials_unlit",
    "KHR_mesh_quantization", "KHR_texture_transform",           meshopt_extension,
    draco_extension,
};

struct Left {
    std::string_view extension, what;
};
/// What pictures lack without them.
constexpr std::array<Left, 16> left_out = {{
    {"KHR_materials_transmission", "what is clear is drawn opaque"},
    {"KHR_materials_volume", "what is clear has no colour of its depth"},
    {"KHR_materials_clearcoat", "coats of lacquer are left out"},
    {"KHR_materials_sheen", "the sheen of cloth is left out"},
    {"KHR_materials_specular", "reflections have their usual strength"},
    {"KHR_materials_ior", "reflections have their usual strength"},
    {"KHR_materials_iridescence", "colours of thin films are left out"},
    {"KHR_materials_anisotropy", "brushed metal is drawn as plain metal"},
    {"KHR_materials_dispersion", "colours of prisms are left out"},
    {"KHR_materials_pbrSpecularGlossiness", "materials are drawn by their diffuse colour and gloss"},
    {"KHR_materials_variants", "the first variant is shown"},
    {"KHR_texture_basisu", "its pictures are left out"},
    {"EXT_texture_webp", "its pictures are left out"},
    {"EXT_texture_avif", "its pictures are left out"},
    {"EXT_mesh_gpu_instancing", "copies are left out"},
    {"KHR_animation_pointer", "only nodes move"},
}};

/// Means nothing for a picture.
bool is_harmless(std::string_view name) {
    return name == "KHR_xmp" || name == "KHR_xmp_json_ld" ||
           name == "MSFT_packing_occlusionRoughnessMetallic";
}

}  // namespace

void check_gltf_extensions(const GltfFile& file, std::vector<std::string>& remarks) {
    const auto texts = [&](const char* list) {
        std::set<std::string> names;
        for (const Json& name : list_in(file.json, list)) {
            if (!name.is_string()) throw GltfError(std::string(list) + " is not a list of names");
            names.insert(name.get<std::string>().substr(0, 100));
        }
        return names;
    };
    const auto is_read = [](const std::string& name) {
        return std::ranges::find(read_extensions, name) != read_extensions.end();
    };
    for (const std::string& name : texts("extensionsRequired")) {
        if (const std::string package = missing_package(name); !package.empty())
            throw GltfError("it needs the extension " + name + ": " + package);
        if (!is_read(name) && !is_harmless(name))
            throw GltfError("it needs the extension " + name + ", which is not supported");
    }
    for (const std::string& name : texts("extensionsUsed")) {
        if (is_read(name) || is_harmless(name)) continue;
        const auto known = std::ranges::find(left_out, name, &Left::extension);
        remarks.push_back(name + " is not supported" +
                          (known == left_out.end() ? std::string() : ": " + std::string(known->what)));
    }
}

}  // namespace tapestry::demo
