#include "scene/gltf_nodes.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/type_ptr.hpp>
#include <numbers>

namespace tapestry::demo {
namespace {

std::optional<std::size_t> checked_index(std::optional<std::size_t> index, std::size_t count,
                                         const char* what) {
    if (index && *index >= count) throw GltfError("it names a " + std::string(what) + " that is not there");
    return index;
}

class NodeReader {
  public:
    NodeReader(GltfAccessors& accessors, SceneRig& rig, std::vector<std::string>& remarks)
        : accessors_(accessors), json_(accessors.file().json), rig_(rig), remarks_(remarks) {}

    void read() {
        read_lights();
        read_cameras();
        rig_.nodes.resize(list_in(json_, "nodes").size());
        rig_.skins.resize(list_in(json_, "skins").size());
        for (std::size_t i = 0; i < rig_.nodes.size(); ++i) {
            const Json& node = element(json_, "nodes", i);
            try {
                read_node(node, i);
            } catch (const GltfError& error) {
                throw GltfError(described("node", i, node) + ": " + error.what());
            }
        }
        put_in_order();
        show_scene();
        for (std::size_t i = 0; i < rig_.skins.size(); ++i) read_skin(i);
        check_skins();
        say_what_is_left_out();
    }

  private:
    void read_node(const Json& json, std::size_t index) {
        RigNode& node = rig_.nodes[index];
        if (const std::vector<double> m = numbers_in(json, "matrix", 16); !m.empty())
            node.matrix = glm::make_mat4(m.data());
        node.translation = vec3_in(json, "translation", node.translation);
        node.scale = vec3_in(json, "scale", node.scale);
        if (const std::vector<double> r = numbers_in(json, "rotation", 4); !r.empty()) {
            const glm::dquat rotation(r[3], r[0], r[1], r[2]);
            const double length = glm::length(rotation);
            // Four digits of a rotation are what they are; others are no rotations before they are one long.
            if (length > 0.0) node.rotation = std::abs(length - 1.0) < 1e-3 ? rotation : rotation / length;
        }
        node.mesh = checked_index(index_in(json, "mesh"), rig_.meshes.size(), "mesh");
        node.skin = checked_index(index_in(json, "skin"), rig_.skins.size(), "skin");
        node.camera = checked_index(index_in(json, "camera"), rig_.cameras.size(), "camera");
        if (const Json* light = extension(json, "KHR_lights_punctual"))
            node.light = checked_index(index_in(*light, "light"), rig_.lights.size(), "light");
        for (const double weight : numbers_in(json, "weights", list_in(json, "weights").size()))
            node.weights.push_back(static_cast<float>(weight));
        for (const Json& child : list_in(json, "children")) {
            const std::size_t at = node_at(child);
            if (rig_.nodes[at].parent) throw GltfError("nodes that are not a tree");
            rig_.nodes[at].parent = index;
        }
    }

    std::size_t node_at(const Json& value) const {
        if (!value.is_number_unsigned() || value.get<std::uint64_t>() >= rig_.nodes.size())
            throw GltfError("nodes that are not there");
        return value.get<std::size_t>();
    }

    /// Parents first. What is left over then goes in a ring.
    void put_in_order() {
        std::vector<std::vector<std::size_t>> children(rig_.nodes.size());
        for (std::size_t i = 0; i < rig_.nodes.size(); ++i) {
            if (rig_.nodes[i].parent)
                children[*rig_.nodes[i].parent].push_back(i);
            else
                rig_.order.push_back(i);
        }
        for (std::size_t at = 0; at < rig_.order.size(); ++at) {
            const std::size_t parent = rig_.order[at];
            rig_.order.insert(rig_.order.end(), children[parent].begin(), children[parent].end());
        }
        if (rig_.order.size() != rig_.nodes.size()) throw GltfError("nodes that are not a tree");
        // As they are met from the root: "the first light" is the first one of the scene's list.
        std::vector<std::size_t> stack, order;
        for (std::size_t i = rig_.nodes.size(); i-- > 0;)
            if (!rig_.nodes[i].parent) stack.push_back(i);
        while (!stack.empty()) {
            const std::size_t node = stack.back();
            stack.pop_back();
            order.push_back(node);
            stack.insert(stack.end(), children[node].rbegin(), children[node].rend());
        }
        rig_.order = std::move(order);
    }

    void show_scene() {
        const Json& scenes = list_in(json_, "scenes");
        if (scenes.empty()) throw GltfError("it has no scene");
        const std::size_t shown = size_in(json_, "scene");
        if (shown >= scenes.size()) throw GltfError("its default scene is not there");
        if (scenes.size() > 1)
            remarks_.push_back("of " + std::to_string(scenes.size()) + " scenes one is shown: " +
                               described("scene", shown, element(json_, "scenes", shown)));
        for (const Json& node : list_in(element(json_, "scenes", shown), "nodes"))
            rig_.nodes[node_at(node)].is_shown = true;
        for (const std::size_t i : rig_.order)
            if (rig_.nodes[i].parent && rig_.nodes[*rig_.nodes[i].parent].is_shown)
                rig_.nodes[i].is_shown = true;
    }

    void read_skin(std::size_t index) {
        const Json& json = element(json_, "skins", index);
        RigSkin& skin = rig_.skins[index];
        for (const Json& joint : list_in(json, "joints")) skin.joints.push_back(node_at(joint));
        skin.inverse_binding.assign(skin.joints.size(), glm::dmat4(1.0));
        const auto accessor = index_in(json, "inverseBindMatrices");
        if (!accessor) return;
        const std::vector<float> numbers = accessors_.floats(*accessor, 16);
        if (numbers.size() < 16 * skin.joints.size())
            throw GltfError(described("skin", index, json) + " has fewer matrices than joints");
        for (std::size_t i = 0; i < skin.joints.size(); ++i)
            skin.inverse_binding[i] = glm::dmat4(glm::make_mat4(&numbers[16 * i]));
    }

    void check_skins() const {
        for (const RigNode& node : rig_.nodes) {
            if (!node.skin || !node.mesh) continue;
            const std::size_t joints = rig_.skins[*node.skin].joints.size();
            for (const MeshPart& part : rig_.meshes[*node.mesh].parts)
                for (const VertexJoints& vertex : part.joints)
                    for (std::size_t k = 0; k < vertex.joints.size(); ++k)
                        if (vertex.weights[k] != 0.0f && vertex.joints[k] >= joints)
                            throw GltfError("a vertex that follows a joint that is not there");
        }
    }

    void read_lights() {
        const Json* lights = extension(json_, "KHR_lights_punctual");
        if (!lights) return;
        for (const Json& json : list_in(*lights, "lights")) {
            SceneLight light;
            const std::string type = text_in(json, "type");
            if (type == "directional")
                light.kind = SceneLight::Kind::sun;
            else if (type == "spot")
                light.kind = SceneLight::Kind::spot;
            else if (type != "point")
                throw GltfError("a light of the type '" + type.substr(0, 40) + "', which is none of glTF's");
            light.intensity = glm::vec3(number_in(json, "intensity", 1.0) / std::numbers::pi *
                                        vec3_in(json, "color", glm::dvec3(1.0)));
            light.range_m = static_cast<float>(std::max(0.0, number_in(json, "range", 0.0)));
            const Json& spot = object_in(json, "spot");
            const double outer = std::clamp(number_in(spot, "outerConeAngle", std::numbers::pi / 4), 0.0,
                                            std::numbers::pi / 2);
            const double inner = std::clamp(number_in(spot, "innerConeAngle", 0.0), 0.0, outer);
            light.inner_cosine = static_cast<float>(std::cos(inner));
            light.outer_cosine = static_cast<float>(std::cos(outer));
            rig_.lights.push_back(light);
        }
    }

    void read_cameras() {
        for (const Json& json : list_in(json_, "cameras")) {
            ModelCamera camera;
            const Json& lens = object_in(json, "perspective");
            camera.field_of_view_rad = std::clamp(number_in(lens, "yfov", 0.8), 0.01, 3.0);
            // There is no lens that sees as these do: from where one of a narrow angle would stand.
            is_parallel_.push_back(text_in(json, "type") == "orthographic");
            rig_.cameras.push_back(camera);
        }
    }

    void say_what_is_left_out() {
        std::size_t cameras = 0, lights = 0;
        bool has_sun = false;
        for (const std::size_t i : rig_.order) {
            RigNode& node = rig_.nodes[i];
            if (node.camera && is_parallel_[*node.camera]) {
                remarks_.push_back("an orthographic camera is left out");
                node.camera.reset();
            }
            if (!node.is_shown) continue;
            cameras += node.camera ? 1 : 0;
            if (!node.light) continue;
            const bool is_sun = rig_.lights[*node.light].kind == SceneLight::Kind::sun;
            lights += is_sun && !has_sun ? 0 : 1;
            has_sun = has_sun || is_sun;
        }
        if (cameras > 1) remarks_.push_back("of " + std::to_string(cameras) + " cameras the first is used");
        if (lights > SceneModel::most_lights)
            remarks_.push_back("of " + std::to_string(lights) + " lights the " +
                               std::to_string(SceneModel::most_lights) + " brightest shine");
    }

    GltfAccessors& accessors_;
    const Json& json_;
    SceneRig& rig_;
    std::vector<std::string>& remarks_;
    std::vector<bool> is_parallel_;  ///< cameras
};

}  // namespace

void read_gltf_nodes(GltfAccessors& accessors, SceneRig& rig, std::vector<std::string>& remarks) {
    NodeReader(accessors, rig, remarks).read();
}

}  // namespace tapestry::demo
