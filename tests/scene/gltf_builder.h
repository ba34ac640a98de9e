/// glTF files made in code.
#pragma once

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "scene/scene_model.h"
#include "tapestry/result.h"

namespace tapestry::test {

enum GltfType {
    gltf_byte = 5120,
    gltf_unsigned_byte,
    gltf_short,
    gltf_unsigned_short,
    gltf_unsigned_int = 5125,
    gltf_float
};

std::string base64(std::span<const std::uint8_t> bytes);

class GltfBuilder {
  public:
    GltfBuilder();

    nlohmann::json file;  ///< of one scene, which is empty
    std::vector<std::uint8_t> bytes;

    /// Indices of what is added.
    int view(std::span<const std::uint8_t> data);
    template <class Number>
    int view_of(const std::vector<Number>& numbers) {
        return view({reinterpret_cast<const std::uint8_t*>(numbers.data()), numbers.size() * sizeof(Number)});
    }
    template <class Number>
    int accessor(const std::vector<Number>& numbers, const char* type, int component_type) {
        const int view_index = view_of(numbers);
        const std::size_t components = components_of(type);
        return add("accessors", {{"bufferView", view_index},
                                 {"componentType", component_type},
                                 {"count", numbers.size() / components},
                                 {"type", type}});
    }
    int floats(const std::vector<float>& numbers, const char* type) {
        return accessor(numbers, type, gltf_float);
    }
    int add(const char* list, nlohmann::json what);
    /// A node of the scene.
    int add_node(nlohmann::json node);
    /// The corners (0, 0, 0) (1, 0, 0) (0, 1, 0) (1, 1, 0), two triangles that are seen from +z.
    nlohmann::json square();

    nlohmann::json whole() const;  ///< with its bytes in a data: URI
    std::string glb() const;
    Result<demo::SceneModel> read() const;
    void write(const std::filesystem::path& path) const;

  private:
    static std::size_t components_of(const std::string& type);
};

Result<demo::SceneModel> read_gltf_text(const std::string& text);

/// Of this run: TAPESTRY_TEST_SEED of the environment, or always the same one. To be printed.
std::uint32_t gltf_test_seed();

/// Whether a line of them has the part.
bool has_remark(const demo::SceneModel& model, std::string_view part);

}  // namespace tapestry::test
