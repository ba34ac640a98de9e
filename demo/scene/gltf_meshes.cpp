#include "scene/gltf_meshes.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/type_ptr.hpp>

#include "scene/gltf_compression.h"

namespace tapestry::demo {
namespace {

constexpr std::size_t most_targets = 1024;
constexpr std::size_t most_vertices_of_all = std::size_t{1} << 25;

/// A primitive's attributes and indices, from accessors or from what Draco made of them.
class PrimitiveSource {
  public:
    PrimitiveSource(GltfAccessors& accessors, const Json& primitive)
        : accessors_(accessors), primitive_(primitive), attributes_(object_in(primitive, "attributes")) {
        const Json* compression = extension(primitive, draco_extension);
        if (!compression) return;
        const auto view = index_in(*compression, "bufferView");
        if (!view) throw GltfError(std::string(draco_extension) + " says not where");
        packed_ = &object_in(*compression, "attributes");
        draco_.emplace(accessors.view(*view));
    }

    /// Numbers an element; 0: there is no such attribute.
    std::size_t components(const std::string& name) const {
        if (packed_ && packed_->contains(name)) return draco_->components(size_in(*packed_, name.c_str()));
        const auto index = index_in(attributes_, name.c_str());
        return index ? accessors_.components(*index) : 0;
    }

    std::vector<float> floats(const std::string& name, std::size_t components) {
        const auto index = index_in(attributes_, name.c_str());
        if (packed_ && packed_->contains(name))
            return draco_->floats(size_in(*packed_, name.c_str()), components,
                                  index ? accessors_.normalizer(*index) : 1.0f);
        return index ? accessors_.floats(*index, components) : std::vector<float>();
    }

    bool has(const std::string& name) const { return attributes_.contains(name); }

    std::vector<std::uint32_t> corners(std::size_t vertices) {
        if (draco_) return checked(draco_->indices(), vertices);
        if (const auto index = index_in(primitive_, "indices"))
            return checked(accessors_.integers(*index, 1), vertices);
        std::vector<std::uint32_t> indices(vertices);
        for (std::size_t i = 0; i < vertices; ++i) indices[i] = static_cast<std::uint32_t>(i);
        return indices;
    }

    /// Draco's meshes are lists, whatever they were made from.
    std::size_t mode() const { return draco_ ? 4 : size_in(primitive_, "mode", 4); }

  private:
    static std::vector<std::uint32_t> checked(std::vector<std::uint32_t> indices, std::size_t vertices) {
        for (const std::uint32_t index : indices)
            if (index >= vertices)
                throw GltfError("a triangle of a vertex that is not there: " + std::to_string(index) +
                                " of " + std::to_string(vertices));
        return indices;
    }

    GltfAccessors& accessors_;
    const Json& primitive_;
    const Json& attributes_;
    const Json* packed_ = nullptr;
    std::optional<DracoMesh> draco_;
};

/// glTF 2.0, 3.7.2.1: strips turn every other triangle, fans go around their first corner.
std::vector<std::uint32_t> as_list(std::size_t mode, std::vector<std::uint32_t> corners) {
    if (mode == 4) {
        corners.resize(corners.size() / 3 * 3);
        return corners;
    }
    std::vector<std::uint32_t> list;
    for (std::size_t i = 0; i + 2 < corners.size(); ++i) {
        const std::size_t turn = mode == 5 ? i % 2 : 0;
        const std::uint32_t first = mode == 5 ? corners[i] : corners[i + 1];
        const std::uint32_t second = corners[i + 1 + (mode == 5 ? turn : 1)];
        const std::uint32_t third = mode == 5 ? corners[i + 2 - turn] : corners[0];
        for (const std::uint32_t corner : {first, second, third}) list.push_back(corner);
    }
    return list;
}

class MeshReader {
  public:
    MeshReader(GltfAccessors& accessors, std::size_t materials, std::vector<std::string>& remarks)
        : accessors_(accessors), materials_(materials), remarks_(remarks) {}

    std::vector<RigMesh> read() {
        const Json& json = accessors_.file().json;
        std::vector<RigMesh> meshes(list_in(json, "meshes").size());
        for (std::size_t i = 0; i < meshes.size(); ++i) {
            const Json& mesh = element(json, "meshes", i);
            name_ = described("mesh", i, mesh);
            for (const double weight : weights_of(mesh))
                meshes[i].weights.push_back(static_cast<float>(weight));
            for (const Json& primitive : list_in(mesh, "primitives")) read_primitive(primitive, meshes[i]);
        }
        if (not_triangles_ > 0)
            remarks_.push_back("points and lines are left out (" + std::to_string(not_triangles_) +
                               (not_triangles_ == 1 ? " primitive)" : " primitives)"));
        return meshes;
    }

  private:
    static std::vector<double> weights_of(const Json& mesh) {
        return numbers_in(mesh, "weights", list_in(mesh, "weights").size());
    }

    void read_primitive(const Json& primitive, RigMesh& mesh) {
        if (!primitive.is_object()) throw GltfError(name_ + " has a primitive that is no object");
        const std::size_t mode = size_in(primitive, "mode", 4);
        if (mode > 6) throw GltfError(name_ + ": mode " + std::to_string(mode) + " is not one of glTF's");
        if (mode < 4) {
            ++not_triangles_;
            return;
        }
        try {
            PrimitiveSource source(accessors_, primitive);
            MeshPart part;
            read_vertices(source, part);
            if (part.vertices.empty()) return;
            part.indices = as_list(source.mode(), source.corners(part.vertices.size()));
            part.material = index_in(primitive, "material").value_or(materials_ - 1);
            if (part.material >= materials_) throw GltfError("a material that is not there");
            read_targets(primitive, part);
            mesh.parts.push_back(std::move(part));
        } catch (const GltfError& error) {
            throw GltfError(name_ + ": " + error.what());
        }
    }

    /// Numbers of an attribute, as many as there are vertices; none where there are others, which is said.
    std::vector<float> attribute(PrimitiveSource& source, const std::string& name, std::size_t components,
                                 std::size_t vertices) {
        if (!source.has(name)) return {};
        std::vector<float> numbers = source.floats(name, components);
        if (numbers.size() != components * vertices) {
            remarks_.push_back(name_ + ": its " + name + " is left out, for there are " +
                               std::to_string(numbers.size() / components) + " of it and " +
                               std::to_string(vertices) + " vertices");
            return {};
        }
        std::size_t wrong = 0;
        for (float& number : numbers)
            if (!std::isfinite(number)) {
                number = 0.0f;
                ++wrong;
            }
        if (wrong > 0)
            remarks_.push_back(name_ + ": its " + name + " has " + std::to_string(wrong) +
                               " numbers that are not finite, which are taken as 0");
        return numbers;
    }

    void read_vertices(PrimitiveSource& source, MeshPart& part) {
        if (!source.has("POSITION")) {
            remarks_.push_back(name_ + " has a part without positions, which is left out");
            return;
        }
        const std::vector<float> positions = source.floats("POSITION", 3);
        for (const float number : positions)
            if (!std::isfinite(number)) throw GltfError("its POSITION has numbers that are not finite");
        const std::size_t count = positions.size() / 3;
        const auto normals = attribute(source, "NORMAL", 3, count);
        const auto uvs = attribute(source, "TEXCOORD_0", 2, count);
        const auto second_uvs = attribute(source, "TEXCOORD_1", 2, count);
        const std::size_t channels = source.components("COLOR_0") == 4 ? 4 : 3;
        const auto colors = attribute(source, "COLOR_0", channels, count);
        vertices_ += count;
        if (vertices_ > most_vertices_of_all) throw GltfError("more triangles than can be drawn");
        part.vertices.resize(count);
        part.has_normals = !normals.empty();
        for (std::size_t i = 0; i < count; ++i) {
            SceneVertex& vertex = part.vertices[i];
            vertex.position_m = glm::make_vec3(&positions[3 * i]);
            if (!normals.empty()) vertex.normal = glm::make_vec3(&normals[3 * i]);
            if (!uvs.empty()) vertex.uv = glm::make_vec2(&uvs[2 * i]);
            if (!second_uvs.empty()) vertex.second_uv = glm::make_vec2(&second_uvs[2 * i]);
            for (std::size_t c = 0; c < channels && !colors.empty(); ++c)
                vertex.color[static_cast<int>(c)] = colors[channels * i + c];
        }
        read_joints(source, part);
    }

    void read_joints(PrimitiveSource& source, MeshPart& part) {
        const std::size_t count = part.vertices.size();
        for (std::size_t set = 0; set < 2; ++set) {
            const std::string number = std::to_string(set);
            const auto joints = attribute(source, "JOINTS_" + number, 4, count);
            const auto weights = attribute(source, "WEIGHTS_" + number, 4, count);
            if (joints.empty() || weights.empty()) continue;
            part.joints.resize(count);
            for (std::size_t i = 0; i < count; ++i)
                for (std::size_t k = 0; k < 4; ++k) {
                    const float joint = joints[4 * i + k];
                    if (joint < 0.0f || joint > 65535.0f)
                        throw GltfError("its JOINTS_" + number + " has no numbers of joints");
                    part.joints[i].joints[4 * set + k] = static_cast<std::uint16_t>(joint);
                    part.joints[i].weights[4 * set + k] = weights[4 * i + k];
                }
        }
        for (VertexJoints& joints : part.joints) {
            float sum = 0.0f;
            for (const float weight : joints.weights) sum += weight;
            if (sum > 0.0f)
                for (float& weight : joints.weights) weight /= sum;
            else
                joints.weights[0] = 1.0f;
        }
        if (source.has("JOINTS_2"))
            remarks_.push_back(name_ + ": of joints the first eight a vertex are followed");
    }

    void read_targets(const Json& primitive, MeshPart& part) {
        const Json& targets = list_in(primitive, "targets");
        if (targets.size() > most_targets) throw GltfError("more morph targets than are read");
        const auto read = [&](const Json& target, const char* name) {
            std::vector<glm::vec3> vectors;
            const auto index = index_in(target, name);
            if (!index) return vectors;
            const std::vector<float> numbers = accessors_.floats(*index, 3);
            if (numbers.size() != 3 * part.vertices.size())
                throw GltfError("a morph target of other vertices");
            for (const float number : numbers)
                if (!std::isfinite(number)) throw GltfError("a morph target that is not finite");
            for (std::size_t i = 0; i < part.vertices.size(); ++i)
                vectors.push_back(glm::make_vec3(&numbers[3 * i]));
            return vectors;
        };
        for (const Json& target : targets)
            part.targets.push_back({read(target, "POSITION"),
                                    part.has_normals ? read(target, "NORMAL") : std::vector<glm::vec3>()});
    }

    GltfAccessors& accessors_;
    const std::size_t materials_;
    std::vector<std::string>& remarks_;
    std::string name_;
    int not_triangles_ = 0;
    std::size_t vertices_ = 0;
};

}  // namespace

std::vector<RigMesh> read_gltf_meshes(GltfAccessors& accessors, std::size_t materials,
                                      std::vector<std::string>& remarks) {
    return MeshReader(accessors, materials, remarks).read();
}

}  // namespace tapestry::demo
