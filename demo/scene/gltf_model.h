/// Scenes from glTF 2.0 files (.gltf, .glb), by the library TinyGLTF.
#pragma once

#include <filesystem>

#include "scene/scene_model.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// Reads the file's default scene: triangles with their nodes' transforms applied, metallic-roughness
/// materials with emissive strength, alpha masks (alpha blending is taken as a mask at 0.5), the first
/// directional light. Not read: animations, skins, morph targets, cameras, second sets of UVs, texture
/// transforms and samplers (all repeat, trilinear). Error: the path and what is wrong with the file, or the
/// extension that it cannot be read without.
Result<SceneModel> read_gltf(const std::filesystem::path& path);

}  // namespace tapestry::demo
