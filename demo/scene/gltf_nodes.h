/// Nodes of glTF files, and what hangs on them: skins, lights, cameras.
#pragma once

#include "scene/gltf_accessors.h"
#include "scene/scene_rig.h"

namespace tapestry::demo {

/// Fills all of the rig but its meshes, which are there, and its channels. Throws GltfError: nodes that are
/// no trees; what they name is not there.
void read_gltf_nodes(GltfAccessors& accessors, SceneRig& rig, std::vector<std::string>& remarks);

}  // namespace tapestry::demo
