#include "scene/gltf_model.h"

#include <tiny_gltf.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <glm/geometric.hpp>
#include <glm/gtc/matrix_inverse.hpp>
#include <glm/gtc/quaternion.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <glm/mat4x4.hpp>
#include <map>
#include <span>

namespace tapestry::demo {
namespace {

constexpr std::size_t most_vertices = std::size_t{1} << 26;

/// What this loader understands of extensionsRequired.
constexpr std::array<const char*, 2> known_extensions = {"KHR_materials_emissive_strength",
                                                         "KHR_lights_punctual"};

/// The numbers of an accessor, `components` floats an element; empty when the file is not sound.
std::vector<float> read_floats(const tinygltf::Model& model, int accessor_index, int components) {
    if (accessor_index < 0 || accessor_index >= static_cast<int>(model.accessors.size())) return {};
    const tinygltf::Accessor& accessor = model.accessors[accessor_index];
    if (tinygltf::GetNumComponentsInType(static_cast<std::uint32_t>(accessor.type)) != components) return {};
    if (accessor.bufferView < 0 || accessor.bufferView >= static_cast<int>(model.bufferViews.size()))
        return {};
    const tinygltf::BufferView& view = model.bufferViews[accessor.bufferView];
    if (view.buffer < 0 || view.buffer >= static_cast<int>(model.buffers.size())) return {};
    const std::vector<unsigned char>& bytes = model.buffers[view.buffer].data;
    const int stride = accessor.ByteStride(view);
    const int size = tinygltf::GetComponentSizeInBytes(static_cast<std::uint32_t>(accessor.componentType));
    if (stride <= 0 || size <= 0 || accessor.count > most_vertices) return {};
    const std::size_t start = view.byteOffset + accessor.byteOffset;
    const std::size_t last =
        accessor.count == 0 ? start : start + (accessor.count - 1) * stride + std::size_t(components) * size;
    if (last > bytes.size() || start > bytes.size()) return {};

    std::vector<float> numbers;
    numbers.reserve(accessor.count * components);
    for (std::size_t i = 0; i < accessor.count; ++i)
        for (int c = 0; c < components; ++c) {
            const unsigned char* at = bytes.data() + start + i * stride + std::size_t(c) * size;
            const auto as = [at]<class Number>(Number number) {
                std::memcpy(&number, at, sizeof number);
                return number;
            };
            switch (accessor.componentType) {
                case TINYGLTF_COMPONENT_TYPE_FLOAT:
                    numbers.push_back(as(0.0f));
                    break;
                case TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE:
                    numbers.push_back(static_cast<float>(*at) / (accessor.normalized ? 255.0f : 1.0f));
                    break;
                case TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT:
                    numbers.push_back(static_cast<float>(as(std::uint16_t{})) /
                                      (accessor.normalized ? 65535.0f : 1.0f));
                    break;
                case TINYGLTF_COMPONENT_TYPE_BYTE:
                    numbers.push_back(std::max(-1.0f, static_cast<float>(as(std::int8_t{})) /
                                                          (accessor.normalized ? 127.0f : 1.0f)));
                    break;
                case TINYGLTF_COMPONENT_TYPE_SHORT:
                    numbers.push_back(std::max(-1.0f, static_cast<float>(as(std::int16_t{})) /
                                                          (accessor.normalized ? 32767.0f : 1.0f)));
                    break;
                default:
                    return {};
            }
        }
    return numbers;
}

/// Indices do not fit into floats.
Result<std::vector<std::uint32_t>> read_indices(const tinygltf::Model& model,
                                                const tinygltf::Primitive& primitive, std::size_t vertices) {
    std::vector<std::uint32_t> indices;
    if (primitive.indices < 0) {
        for (std::size_t i = 0; i < vertices; ++i) indices.push_back(static_cast<std::uint32_t>(i));
        return indices;
    }
    const Error unsound{"a list of indices that the file does not hold"};
    if (primitive.indices >= static_cast<int>(model.accessors.size())) return unsound;
    const tinygltf::Accessor& accessor = model.accessors[primitive.indices];
    if (accessor.bufferView < 0 || accessor.bufferView >= static_cast<int>(model.bufferViews.size()))
        return unsound;
    const tinygltf::BufferView& view = model.bufferViews[accessor.bufferView];
    if (view.buffer < 0 || view.buffer >= static_cast<int>(model.buffers.size())) return unsound;
    const std::vector<unsigned char>& bytes = model.buffers[view.buffer].data;
    const auto size = static_cast<std::size_t>(
        std::max(0, tinygltf::GetComponentSizeInBytes(static_cast<std::uint32_t>(accessor.componentType))));
    const std::size_t start = view.byteOffset + accessor.byteOffset;
    if (size == 0 || size > 4 || accessor.count > 8 * most_vertices || start > bytes.size() ||
        accessor.count > (bytes.size() - start) / size)
        return unsound;
    for (std::size_t i = 0; i < accessor.count; ++i) {
        std::uint32_t index = 0;  // little-endian, as glTF is
        std::memcpy(&index, bytes.data() + start + i * size, size);
        if (index >= vertices) return Error{"a triangle of a vertex that is not there"};
        indices.push_back(index);
    }
    return indices;
}

glm::dmat4 local_transform(const tinygltf::Node& node) {
    if (node.matrix.size() == 16) return glm::make_mat4(node.matrix.data());
    glm::dmat4 result(1.0);
    if (node.translation.size() == 3)
        result[3] = glm::dvec4(node.translation[0], node.translation[1], node.translation[2], 1.0);
    if (node.rotation.size() == 4)
        result *= glm::mat4_cast(
            glm::dquat(node.rotation[3], node.rotation[0], node.rotation[1], node.rotation[2]));
    if (node.scale.size() == 3)
        for (int c = 0; c < 3; ++c) result[c] *= node.scale[c];
    return result;
}

/// Normals of a mesh that has none: each vertex the mean of its triangles', by area.
void make_normals(std::span<SceneVertex> vertices, std::span<const std::uint32_t> indices) {
    for (SceneVertex& vertex : vertices) vertex.normal = glm::vec3(0.0f);
    for (std::size_t i = 0; i + 2 < indices.size(); i += 3) {
        const glm::vec3 a = vertices[indices[i]].position_m;
        const glm::vec3 normal =
            glm::cross(vertices[indices[i + 1]].position_m - a, vertices[indices[i + 2]].position_m - a);
        for (int corner = 0; corner < 3; ++corner) vertices[indices[i + corner]].normal += normal;
    }
}

class Reader {
  public:
    explicit Reader(const tinygltf::Model& model) : model_(model) {}

    Result<SceneModel> read() {
        for (const std::string& name : model_.extensionsRequired)
            if (std::find(known_extensions.begin(), known_extensions.end(), name) == known_extensions.end())
                return Error{"it needs the extension " + name + ", which is not supported"};
        for (const tinygltf::Material& material : model_.materials)
            result_.materials.push_back(read_material(material));
        result_.materials.emplace_back();  // for primitives that have none
        if (model_.scenes.empty()) return Error{"it has no scene"};
        const auto scene = static_cast<std::size_t>(std::max(0, model_.defaultScene));
        if (scene >= model_.scenes.size()) return Error{"its default scene is not there"};
        for (const int node : model_.scenes[scene].nodes)
            if (Result<void> status = read_node(node, glm::dmat4(1.0), 0); !status) return status.error();
        for (auto& [material, batch] : batches_) result_.batches.push_back(std::move(batch));
        if (Result<void> status = take_pictures(); !status) return status.error();
        return std::move(result_);
    }

  private:
    /// The picture that a texture shows; pictures are taken over later, each once.
    PictureIndex picture_of(int texture) {
        if (texture < 0 || texture >= static_cast<int>(model_.textures.size())) return std::nullopt;
        const int image = model_.textures[texture].source;
        if (image < 0 || image >= static_cast<int>(model_.images.size())) return std::nullopt;
        return static_cast<std::size_t>(image);
    }

    SceneMaterial read_material(const tinygltf::Material& from) {
        SceneMaterial to;
        const auto& pbr = from.pbrMetallicRoughness;
        for (int c = 0; c < 4 && pbr.baseColorFactor.size() == 4; ++c)
            to.base_color[c] = static_cast<float>(pbr.baseColorFactor[c]);
        to.metallic = static_cast<float>(pbr.metallicFactor);
        to.roughness = static_cast<float>(pbr.roughnessFactor);
        double strength = 1.0;
        if (const auto found = from.extensions.find("KHR_materials_emissive_strength");
            found != from.extensions.end() && found->second.Has("emissiveStrength"))
            strength = found->second.Get("emissiveStrength").GetNumberAsDouble();
        for (int c = 0; c < 3 && from.emissiveFactor.size() == 3; ++c)
            to.emission[c] = static_cast<float>(strength * from.emissiveFactor[c]);
        to.normal_scale = static_cast<float>(from.normalTexture.scale);
        if (from.alphaMode == "MASK") to.alpha_cutoff = static_cast<float>(from.alphaCutoff);
        if (from.alphaMode == "BLEND") to.alpha_cutoff = 0.5f;
        to.double_sided = from.doubleSided;
        to.base_color_picture = picture_of(pbr.baseColorTexture.index);
        to.roughness_picture = picture_of(pbr.metallicRoughnessTexture.index);
        to.normal_picture = picture_of(from.normalTexture.index);
        to.emission_picture = picture_of(from.emissiveTexture.index);
        return to;
    }

    Result<void> read_node(int index, const glm::dmat4& parent, int depth) {
        // glTF's nodes are trees; a file that makes a ring of them is not sound.
        if (index < 0 || index >= static_cast<int>(model_.nodes.size()) || depth > 64)
            return Error{"nodes that are not a tree"};
        const tinygltf::Node& node = model_.nodes[index];
        const glm::dmat4 world = parent * local_transform(node);
        if (node.mesh >= 0 && node.mesh < static_cast<int>(model_.meshes.size()))
            for (const tinygltf::Primitive& primitive : model_.meshes[node.mesh].primitives)
                if (Result<void> status = read_primitive(primitive, world); !status) return status;
        read_light(node, world);
        for (const int child : node.children)
            if (Result<void> status = read_node(child, world, depth + 1); !status) return status;
        return {};
    }

    void read_light(const tinygltf::Node& node, const glm::dmat4& world) {
        const auto found = node.extensions.find("KHR_lights_punctual");
        if (found == node.extensions.end() || !found->second.Has("light") || result_.sun) return;
        const int index = found->second.Get("light").GetNumberAsInt();
        if (index < 0 || index >= static_cast<int>(model_.lights.size())) return;
        const tinygltf::Light& light = model_.lights[index];
        if (light.type != "directional") return;
        SunLight sun;
        sun.direction = glm::normalize(glm::vec3(glm::dmat3(world) * glm::dvec3(0.0, 0.0, -1.0)));
        for (int c = 0; c < 3; ++c)
            sun.irradiance[c] = static_cast<float>(
                light.intensity * (light.color.size() == 3 ? light.color[c] : 1.0) / 3.14159265358979);
        result_.sun = sun;
    }

    Result<void> read_primitive(const tinygltf::Primitive& primitive, const glm::dmat4& world) {
        if (primitive.mode != TINYGLTF_MODE_TRIANGLES && primitive.mode != -1) return {};
        const auto attribute = [&](const char* name, int components) {
            const auto found = primitive.attributes.find(name);
            return found == primitive.attributes.end() ? std::vector<float>()
                                                       : read_floats(model_, found->second, components);
        };
        const std::vector<float> positions = attribute("POSITION", 3);
        if (positions.empty()) return Error{"a mesh whose positions are not there"};
        const std::size_t count = positions.size() / 3;
        const std::vector<float> normals = attribute("NORMAL", 3), uvs = attribute("TEXCOORD_0", 2);
        std::vector<float> colors = attribute("COLOR_0", 4);
        const bool has_alpha = !colors.empty();
        if (!has_alpha) colors = attribute("COLOR_0", 3);
        const std::size_t channels = has_alpha ? 4 : 3;
        auto indices = read_indices(model_, primitive, count);
        if (!indices) return indices.error();

        std::vector<SceneVertex> vertices(count);
        const glm::dmat3 turn = glm::inverseTranspose(glm::dmat3(world));
        for (std::size_t i = 0; i < count; ++i) {
            vertices[i].position_m = glm::vec3(world * glm::dvec4(glm::make_vec3(&positions[3 * i]), 1.0));
            if (normals.size() == 3 * count)
                vertices[i].normal = glm::vec3(turn * glm::dvec3(glm::make_vec3(&normals[3 * i])));
            if (uvs.size() == 2 * count) vertices[i].uv = glm::make_vec2(&uvs[2 * i]);
            if (colors.size() == channels * count)
                for (int c = 0; c < static_cast<int>(channels); ++c)
                    vertices[i].color[c] = colors[channels * i + static_cast<std::size_t>(c)];
        }
        if (normals.size() != 3 * count) make_normals(vertices, *indices);
        for (SceneVertex& vertex : vertices) {
            const float length = glm::length(vertex.normal);
            vertex.normal = length > 0.0f ? vertex.normal / length : glm::vec3(0.0f, 1.0f, 0.0f);
        }
        return append(primitive, vertices, *indices);
    }

    Result<void> append(const tinygltf::Primitive& primitive, std::span<const SceneVertex> vertices,
                        std::span<const std::uint32_t> indices) {
        const std::size_t none = result_.materials.size() - 1;
        const auto material = primitive.material < 0 ? none : static_cast<std::size_t>(primitive.material);
        if (material > none) return Error{"a material that is not there"};
        SceneBatch& batch = batches_[material];
        batch.material = material;
        if (batch.vertices.size() + vertices.size() > most_vertices) return Error{"too many vertices"};
        const auto first = static_cast<std::uint32_t>(batch.vertices.size());
        batch.vertices.insert(batch.vertices.end(), vertices.begin(), vertices.end());
        for (const std::uint32_t index : indices) batch.indices.push_back(first + index);
        return {};
    }

    Result<void> take_pictures() {
        for (const tinygltf::Image& image : model_.images) {
            offline::Picture8 picture;
            picture.width = image.width;
            picture.height = image.height;
            const auto pixels = static_cast<std::size_t>(std::max(0, image.width)) *
                                static_cast<std::size_t>(std::max(0, image.height));
            if (image.bits != 8 || image.component != 4 || pixels == 0 || image.image.size() != 4 * pixels)
                return Error{"the picture " + image.name + " is not of 8 bits a channel"};
            picture.rgba = image.image;
            result_.pictures.push_back(std::move(picture));
        }
        return {};
    }

    const tinygltf::Model& model_;
    SceneModel result_;
    std::map<std::size_t, SceneBatch> batches_;  ///< by material
};

}  // namespace

Result<SceneModel> read_gltf(const std::filesystem::path& path) {
    tinygltf::TinyGLTF loader;
    tinygltf::Model model;
    std::string why, warning;
    const bool is_binary = path.extension() == ".glb";
    const bool is_read = is_binary ? loader.LoadBinaryFromFile(&model, &why, &warning, path.string())
                                   : loader.LoadASCIIFromFile(&model, &why, &warning, path.string());
    if (!is_read) {
        std::replace(why.begin(), why.end(), '\n', ' ');
        return Error{path.string() + ": not a glTF file that can be read: " + why};
    }
    auto result = Reader(model).read();
    if (!result) return Error{path.string() + ": " + result.error().message};
    return result;
}

}  // namespace tapestry::demo
