/// Meshes of glTF files, as triangles in their own coordinates.
#pragma once

#include "scene/gltf_accessors.h"
#include "scene/scene_rig.h"

namespace tapestry::demo {

/// `materials`: how many there are; primitives without one get the last. Throws GltfError.
std::vector<RigMesh> read_gltf_meshes(GltfAccessors& accessors, std::size_t materials,
                                      std::vector<std::string>& remarks);

}  // namespace tapestry::demo
