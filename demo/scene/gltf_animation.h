/// Animations of glTF files.
#pragma once

#include "scene/gltf_accessors.h"
#include "scene/scene_rig.h"

namespace tapestry::demo {

/// The first animation's channels, into the rig, whose nodes and meshes are there; how long it takes, in
/// seconds, 0 where nothing moves. Throws GltfError.
double read_gltf_animation(GltfAccessors& accessors, SceneRig& rig, std::vector<std::string>& remarks);

}  // namespace tapestry::demo
