/// What a scene's vertices are made from: meshes in coordinates of their own, nodes that place them, skins
/// and morph targets that bend them, and animations that move all of it. No OpenGL here.
#pragma once

#include <array>
#include <cstdint>
#include <glm/gtc/quaternion.hpp>
#include <glm/mat4x4.hpp>
#include <optional>
#include <vector>

#include "scene/keyframes.h"
#include "scene/scene_model.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// Is added to the vertices, times a weight.
struct MorphTarget {
    std::vector<glm::vec3> positions, normals;  ///< empty, or one a vertex
};

/// Which nodes of a skin a vertex follows, and how much.
struct VertexJoints {
    std::array<std::uint16_t, 8> joints = {};
    std::array<float, 8> weights = {};
};

struct MeshPart {
    std::size_t material = 0;
    std::vector<SceneVertex> vertices;
    std::vector<std::uint32_t> indices;
    bool has_normals = true;  ///< else they are made, once the part is in its place
    std::vector<MorphTarget> targets;
    std::vector<VertexJoints> joints;  ///< empty, or one a vertex
};

struct RigMesh {
    std::vector<MeshPart> parts;
    std::vector<float> weights;  ///< of targets
};

struct RigNode {
    glm::dvec3 translation = {0.0, 0.0, 0.0};
    glm::dquat rotation = {1.0, 0.0, 0.0, 0.0};
    glm::dvec3 scale = {1.0, 1.0, 1.0};
    std::optional<glm::dmat4> matrix;  ///< instead
    std::optional<std::size_t> parent, mesh, skin, light, camera;
    bool is_shown = false;       ///< part of the scene, not only followed by skins
    std::vector<float> weights;  ///< instead of the mesh's
};

struct RigSkin {
    std::vector<std::size_t> joints;          ///< nodes
    std::vector<glm::dmat4> inverse_binding;  ///< as many
};

struct RigChannel {
    enum class Moves { translation, rotation, scale, weights };
    std::size_t node = 0;
    Moves moves = Moves::translation;
    Keyframes frames;
};

struct SceneRig {
    std::vector<RigNode> nodes;
    std::vector<std::size_t> order;  ///< of nodes: parents before their children
    std::vector<RigMesh> meshes;
    std::vector<RigSkin> skins;
    std::vector<SceneLight> lights;  ///< along their nodes' -z
    std::vector<ModelCamera> cameras;
    std::vector<RigChannel> channels;
    double scale = 1.0;  ///< of all of it
};

/// Makes the model's batches, lights and camera anew, as they are at a time: [0, duration_s], where it stays.
/// Error: more vertices than fit, or places that are no finite numbers.
Result<void> pose(const SceneRig& rig, double time_s, SceneModel& model);

/// Makes all of a model larger, with its lights as bright as before on what they shine on.
void scale_model(SceneModel& model, double scale);
/// Multiplies all lights of a model.
void dim_lights(SceneModel& model, double factor);

/// Of an animation that goes on and on: at its end it begins again.
double looped_time_s(const SceneModel& model, double time_s);

}  // namespace tapestry::demo
