/// A glTF file alone as a scene: with a light, a camera and a lens that suit it.
#pragma once

#include "scene/gltf_model.h"
#include "scene/scene_file.h"

namespace tapestry::demo {

/// The model's own camera where it has one, else one that sees all of it; focused on its middle, through a
/// lens that blurs its ends; under a soft sky. Models that are smaller or larger than lenses are made for are
/// drawn at another scale, and lights dimmed that are brighter than pictures: both are remarks. Error: as
/// read_gltf.
Result<Scene> read_model_scene(const std::filesystem::path& path, ModelParts parts = ModelParts::all);

}  // namespace tapestry::demo
