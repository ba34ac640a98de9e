#include "scene/scene_rig.h"

#include <algorithm>
#include <cmath>
#include <glm/ext/matrix_transform.hpp>
#include <glm/geometric.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <map>
#include <span>

namespace tapestry::demo {
namespace {

constexpr std::size_t most_vertices = std::size_t{1} << 25;
constexpr std::size_t most_indices = std::size_t{1} << 27;
constexpr float farthest_m = 1e18f;  ///< whose square is a float

glm::dmat4 local_transform(const RigNode& node) {
    if (node.matrix) return *node.matrix;
    glm::dmat4 result = glm::mat4_cast(node.rotation);
    for (int c = 0; c < 3; ++c) result[c] *= node.scale[c];
    result[3] = glm::dvec4(node.translation, 1.0);
    return result;
}

void apply_channel(RigNode& node, const RigChannel& channel, double time_s) {
    std::vector<float> value(channel.frames.width);
    sample(channel.frames, time_s, value);
    switch (channel.moves) {
        case RigChannel::Moves::translation:
            node.translation = glm::dvec3(value[0], value[1], value[2]);
            break;
        case RigChannel::Moves::rotation:
            node.rotation = glm::dquat(static_cast<double>(value[3]), static_cast<double>(value[0]),
                                       static_cast<double>(value[1]), static_cast<double>(value[2]));
            break;
        case RigChannel::Moves::scale:
            node.scale = glm::dvec3(value[0], value[1], value[2]);
            break;
        case RigChannel::Moves::weights:
            node.weights = std::move(value);
    }
}

/// Turns normals: the inverse's transpose times the determinant, which is there where matrices have no
/// inverse, and of the determinant its sign alone.
glm::dmat3 normal_transform(const glm::dmat3& m) {
    const glm::dmat3 cofactors(glm::cross(m[1], m[2]), glm::cross(m[2], m[0]), glm::cross(m[0], m[1]));
    return glm::determinant(m) < 0.0 ? -cofactors : cofactors;
}

/// Normals of a part that has none: each vertex the mean of its triangles', by area.
void make_normals(std::span<SceneVertex> vertices, std::span<const std::uint32_t> indices) {
    for (SceneVertex& vertex : vertices) vertex.normal = glm::vec3(0.0f);
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const glm::vec3 a = vertices[indices[i]].position_m;
        const glm::vec3 normal =
            glm::cross(vertices[indices[i + 1]].position_m - a, vertices[indices[i + 2]].position_m - a);
        for (std::size_t corner = 0; corner < 3; ++corner) vertices[indices[i + corner]].normal += normal;
    }
}

class Posing {
  public:
    Posing(const SceneRig& rig, double time_s, SceneModel& model)
        : rig_(rig), nodes_(rig.nodes), model_(model) {
        for (const RigChannel& channel : rig.channels) apply_channel(nodes_[channel.node], channel, time_s);
        world_.resize(nodes_.size());
        const glm::dmat4 root = glm::scale(glm::dmat4(1.0), glm::dvec3(rig.scale));
        for (const std::size_t i : rig.order) {
            world_[i] = local_transform(nodes_[i]);
            world_[i] = (nodes_[i].parent ? world_[*nodes_[i].parent] : root) * world_[i];
        }
    }

    Result<void> run() {
        if (is_too_large()) return Error{"more triangles than can be drawn"};
        for (const std::size_t i : rig_.order) {
            const RigNode& node = nodes_[i];
            if (!node.is_shown || !node.mesh) continue;
            for (const MeshPart& part : rig_.meshes[*node.mesh].parts)
                if (Result<void> status = add(part, i); !status) return status;
        }
        model_.batches.clear();
        for (auto& [material, batch] : batches_) model_.batches.push_back(std::move(batch));
        place_lights();
        place_camera();
        return {};
    }

  private:
    /// Before any memory is taken for them.
    bool is_too_large() const {
        std::size_t vertices = 0, indices = 0;
        for (const RigNode& node : nodes_) {
            if (!node.is_shown || !node.mesh) continue;
            for (const MeshPart& part : rig_.meshes[*node.mesh].parts) {
                vertices += part.vertices.size();
                indices += part.indices.size();
            }
            if (vertices > most_vertices || indices > most_indices) return true;
        }
        return false;
    }

    std::vector<glm::dmat4> joint_transforms(const RigSkin& skin) const {
        std::vector<glm::dmat4> transforms;
        for (std::size_t i = 0; i < skin.joints.size(); ++i)
            transforms.push_back(world_[skin.joints[i]] * skin.inverse_binding[i]);
        return transforms;
    }

    void bend(const MeshPart& part, std::span<const float> weights, std::span<SceneVertex> vertices) const {
        for (std::size_t k = 0; k < std::min(part.targets.size(), weights.size()); ++k) {
            if (weights[k] == 0.0f) continue;
            const MorphTarget& target = part.targets[k];
            for (std::size_t i = 0; i < target.positions.size(); ++i)
                vertices[i].position_m += weights[k] * target.positions[i];
            for (std::size_t i = 0; i < target.normals.size(); ++i)
                vertices[i].normal += weights[k] * target.normals[i];
        }
    }

    /// True when it mirrors.
    bool place(const MeshPart& part, std::size_t index, std::span<SceneVertex> vertices) const {
        const RigNode& node = nodes_[index];
        const auto to = [](SceneVertex& vertex, const glm::dmat4& world, const glm::dmat3& turn) {
            vertex.position_m = glm::vec3(world * glm::dvec4(vertex.position_m, 1.0));
            // Normals of tiny or huge models must not leave the floats before they are made one long.
            const glm::dvec3 normal = turn * glm::dvec3(vertex.normal);
            const double length = glm::length(normal);
            vertex.normal = length > 0.0 ? glm::vec3(normal / length) : glm::vec3(0.0f);
        };
        if (!node.skin || part.joints.empty()) {
            const glm::dmat3 turn = normal_transform(glm::dmat3(world_[index]));
            for (SceneVertex& vertex : vertices) to(vertex, world_[index], turn);
            return glm::determinant(glm::dmat3(world_[index])) < 0.0;
        }
        const std::vector<glm::dmat4> transforms = joint_transforms(rig_.skins[*node.skin]);
        double handedness = 0.0;
        for (std::size_t i = 0; i < vertices.size(); ++i) {
            glm::dmat4 world(0.0);
            for (std::size_t k = 0; k < 8; ++k)
                if (const float weight = part.joints[i].weights[k]; weight != 0.0f)
                    world += static_cast<double>(weight) * transforms[part.joints[i].joints[k]];
            to(vertices[i], world, normal_transform(glm::dmat3(world)));
            handedness += glm::determinant(glm::dmat3(world)) < 0.0 ? -1.0 : 1.0;
        }
        return handedness < 0.0;
    }

    Result<void> add(const MeshPart& part, std::size_t index) {
        SceneBatch& batch = batches_[part.material];
        batch.material = part.material;
        const std::size_t first = batch.vertices.size();
        batch.vertices.insert(batch.vertices.end(), part.vertices.begin(), part.vertices.end());
        const auto vertices = std::span(batch.vertices).subspan(first);
        const RigNode& node = nodes_[index];
        bend(part, node.weights.empty() ? rig_.meshes[*node.mesh].weights : node.weights, vertices);
        const bool is_mirrored = place(part, index, vertices);
        const std::size_t first_index = batch.indices.size();
        for (std::size_t i = 0; i + 2 < part.indices.size(); i += 3) {
            // Mirrored triangles turn the other way; they are to be seen from the same side.
            const std::uint32_t corners[3] = {part.indices[i], part.indices[i + (is_mirrored ? 2 : 1)],
                                              part.indices[i + (is_mirrored ? 1 : 2)]};
            for (const std::uint32_t corner : corners)
                batch.indices.push_back(static_cast<std::uint32_t>(first) + corner);
        }
        if (!part.has_normals) {
            std::vector<std::uint32_t> own(batch.indices.begin() + static_cast<std::ptrdiff_t>(first_index),
                                           batch.indices.end());
            for (std::uint32_t& corner : own) corner -= static_cast<std::uint32_t>(first);
            make_normals(vertices, own);
        }
        for (SceneVertex& vertex : vertices) {
            const float length = glm::length(vertex.normal);
            const bool has_normal = length > 0.0f && std::isfinite(length);
            vertex.normal = has_normal ? vertex.normal / length : glm::vec3(0.0f, 1.0f, 0.0f);
            const glm::vec3& at = vertex.position_m;
            for (const float x : {at.x, at.y, at.z})
                if (!(std::abs(x) < farthest_m)) return Error{"places that no finite numbers reach"};
        }
        return {};
    }

    static glm::dvec3 unit(const glm::dvec3& v, const glm::dvec3& otherwise) {
        const double length = glm::length(v);
        return length > 0.0 && std::isfinite(length) ? v / length : otherwise;
    }

    void place_lights() {
        model_.sun.reset();
        model_.lights.clear();
        for (const std::size_t i : rig_.order) {
            const RigNode& node = nodes_[i];
            if (!node.is_shown || !node.light) continue;
            SceneLight light = rig_.lights[*node.light];
            light.position_m = glm::vec3(world_[i][3]);
            light.direction = glm::vec3(unit(-glm::dvec3(world_[i][2]), {0.0, -1.0, 0.0}));
            if (light.kind == SceneLight::Kind::sun && !model_.sun)
                model_.sun = SunLight{light.direction, light.intensity};
            else
                model_.lights.push_back(light);
        }
        const auto brightness = [](const SceneLight& light) {
            return std::max({light.intensity.r, light.intensity.g, light.intensity.b});
        };
        std::ranges::stable_sort(model_.lights, std::ranges::greater(), brightness);
        if (model_.lights.size() > SceneModel::most_lights) model_.lights.resize(SceneModel::most_lights);
    }

    void place_camera() {
        model_.camera.reset();
        for (const std::size_t i : rig_.order) {
            const RigNode& node = nodes_[i];
            if (!node.is_shown || !node.camera || model_.camera) continue;
            ModelCamera camera = rig_.cameras[*node.camera];
            camera.eye_m = glm::dvec3(world_[i][3]);
            camera.forward = unit(-glm::dvec3(world_[i][2]), {0.0, 0.0, -1.0});
            camera.up = unit(glm::dvec3(world_[i][1]), {0.0, 1.0, 0.0});
            model_.camera = camera;
        }
    }

    const SceneRig& rig_;
    std::vector<RigNode> nodes_;
    std::vector<glm::dmat4> world_;
    SceneModel& model_;
    std::map<std::size_t, SceneBatch> batches_;  ///< by material
};

}  // namespace

Result<void> pose(const SceneRig& rig, double time_s, SceneModel& model) {
    return Posing(rig, time_s, model).run();
}

void scale_model(SceneModel& model, double scale) {
    const auto factor = static_cast<float>(scale);
    const auto enlarge = [factor](SceneLight& light) {
        light.position_m *= factor;
        light.range_m *= factor;
        if (light.kind != SceneLight::Kind::sun) light.intensity *= factor * factor;
    };
    for (SceneBatch& batch : model.batches)
        for (SceneVertex& vertex : batch.vertices) vertex.position_m *= factor;
    for (SceneLight& light : model.lights) enlarge(light);
    if (model.camera) model.camera->eye_m *= scale;
    if (!model.rig) return;
    auto rig = std::make_shared<SceneRig>(*model.rig);
    rig->scale *= scale;
    for (SceneLight& light : rig->lights) enlarge(light);
    model.rig = std::move(rig);
}

void dim_lights(SceneModel& model, double factor) {
    const auto share = static_cast<float>(factor);
    if (model.sun) model.sun->irradiance *= share;
    for (SceneLight& light : model.lights) light.intensity *= share;
    if (!model.rig) return;
    auto rig = std::make_shared<SceneRig>(*model.rig);
    for (SceneLight& light : rig->lights) light.intensity *= share;
    model.rig = std::move(rig);
}

double looped_time_s(const SceneModel& model, double time_s) {
    if (model.duration_s <= 0.0 || !std::isfinite(time_s)) return 0.0;
    if (time_s >= 0.0 && time_s <= model.duration_s) return time_s;
    const double rest = std::fmod(time_s, model.duration_s);
    return rest < 0.0 ? rest + model.duration_s : rest;
}

}  // namespace tapestry::demo
