/// Materials and pictures of glTF files.
#pragma once

#include "scene/gltf_accessors.h"
#include "scene/scene_model.h"

namespace tapestry::demo {

struct GltfMaterials {
    std::vector<SceneMaterial> materials;  ///< the file's, and one for what has none
    std::vector<offline::Picture8> pictures;
};

/// Pictures that cannot be read are left out, and said; `with_pictures` false: all of them, without a word.
/// Throws GltfError.
GltfMaterials read_gltf_materials(GltfAccessors& accessors, bool with_pictures,
                                  std::vector<std::string>& remarks);

}  // namespace tapestry::demo
