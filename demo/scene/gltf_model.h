/// Scenes from glTF 2.0 files (.gltf, .glb).
#pragma once

#include <filesystem>

#include "scene/scene_model.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// .gltf or .glb, in any case.
bool is_model_name(const std::filesystem::path& path);

enum class ModelParts { all, without_pictures };

/// Reads the file's default scene as it is at second 0: triangles, strips and fans, skinned and morphed, from
/// accessors that may be sparse, quantized or compressed; metallic-roughness materials with two sets of UVs
/// and texture transforms; lights, the first perspective camera, and the first animation, by which pose()
/// makes it anew. What of the file is not shown, or otherwise than it says, is in the model's remarks. Error:
/// the path and what is wrong with the file, or the extension that it cannot be read without.
Result<SceneModel> read_gltf(const std::filesystem::path& path, ModelParts parts = ModelParts::all);

}  // namespace tapestry::demo
