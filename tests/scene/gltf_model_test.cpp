#include "scene/gltf_model.h"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/temporary_folder.h"
#include "gl/gl_fixture.h"
#include "offline/files/file_bytes.h"

using namespace tapestry;
using namespace tapestry::demo;
using nlohmann::json;
using tapestry::test::fails_with;

namespace {

/// One triangle (0,0,0) (1,0,0) (0,1,0), emissive, in a node that is moved by (1, 2, 3) and doubled.
json triangle() {
    // Base64 of 9 floats and 3 16-bit indices.
    const std::string data = "AAAAAAAAAAAAAAAAAACAPwAAAAAAAAAAAAAAAAAAgD8AAAAAAAABAAIAAAA=";
    return json::parse(R"({"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "translation": [1, 2, 3], "scale": [2, 2, 2]}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1, "material": 0}]}],
        "materials": [{"emissiveFactor": [1, 0.5, 0], "alphaMode": "MASK", "alphaCutoff": 0.25,
            "extensions": {"KHR_materials_emissive_strength": {"emissiveStrength": 1000}}}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"},
                      {"bufferView": 1, "componentType": 5123, "count": 3, "type": "SCALAR"}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}, {"buffer": 0, "byteOffset": 36, "byteLength": 6}],
        "buffers": [{"byteLength": 44, "uri": "data:application/octet-stream;base64,)" +
                       data + R"("}]})");
}

Result<SceneModel> read(const json& file) {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "model.gltf";
    std::ofstream(path) << file.dump();
    return read_gltf(path);
}

}  // namespace

TEST_CASE("A triangle arrives where its node puts it, with its material") {
    const auto model = read(triangle());
    REQUIRE_MESSAGE(model, model.error().message);
    REQUIRE(model->batches.size() == 1);
    const SceneBatch& batch = model->batches[0];
    REQUIRE(batch.vertices.size() == 3);
    CHECK(batch.vertices[0].position_m == glm::vec3(1, 2, 3));
    CHECK(batch.vertices[1].position_m == glm::vec3(3, 2, 3));
    CHECK(batch.vertices[2].position_m == glm::vec3(1, 4, 3));
    CHECK(batch.vertices[0].normal == glm::vec3(0, 0, 1));  // made, since the file has none
    CHECK(batch.indices == std::vector<std::uint32_t>{0, 1, 2});
    const SceneMaterial& material = model->materials[batch.material];
    CHECK(material.emission == glm::vec3(1000, 500, 0));
    CHECK(material.alpha_cutoff == doctest::Approx(0.25f));
}

TEST_CASE("Files that are not sound are refused with their cause") {
    json file = triangle();
    file["bufferViews"][1]["byteOffset"] = 12;  // floats as indices
    CHECK(fails_with(read(file), "a vertex that is not there"));

    file = triangle();
    file["accessors"][0]["count"] = 1000;
    CHECK(fails_with(read(file), "accessor 0 reaches over the end of its bytes"));

    file = triangle();
    file["accessors"][1]["count"] = 1000;
    CHECK(
        fails_with(read(file), "accessor 1 reaches over the end of its bytes, which the file does not hold"));

    file = triangle();
    file["nodes"][0]["children"] = {0};
    CHECK(fails_with(read(file), "not a tree"));

    file = triangle();
    file["extensionsUsed"] = file["extensionsRequired"] = {"KHR_materials_of_the_future"};
    CHECK(fails_with(read(file), "it needs the extension KHR_materials_of_the_future"));

    file = triangle();
    file["meshes"][0]["primitives"][0]["material"] = 9;
    CHECK(fails_with(read(file), "material"));

    file = triangle();
    file["scenes"] = json::array();
    CHECK(fails_with(read(file), "scene"));
}

TEST_CASE("A shipped model that is cut short is refused wherever it is cut") {
    const auto whole = offline::read_file_bytes(
        std::filesystem::path(TAPESTRY_ASSETS) / "scenes" / "meadow.glb", std::size_t{1} << 26);
    REQUIRE(whole);
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "cut.glb";
    for (const std::size_t length : {std::size_t{0}, std::size_t{11}, std::size_t{20}, std::size_t{500},
                                     whole->size() / 2, whole->size() - 4}) {
        CAPTURE(length);
        std::ofstream(path, std::ios::binary)
            .write(reinterpret_cast<const char*>(whole->data()), static_cast<std::streamsize>(length));
        CHECK(fails_with(read_gltf(path), "cut.glb"));
    }
}
