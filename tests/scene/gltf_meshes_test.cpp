#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <random>

#include "gl/gl_fixture.h"
#include "scene/gltf_builder.h"

namespace tapestry::test {
namespace {

using namespace demo;
using nlohmann::json;

const SceneBatch& only_batch(const Result<SceneModel>& model) {
    REQUIRE_MESSAGE(model, model.error().message);
    REQUIRE(model->batches.size() == 1);
    return model->batches[0];
}

/// The triangles' normals by their winding.
std::vector<glm::vec3> facings(const SceneBatch& batch) {
    std::vector<glm::vec3> normals;
    for (std::size_t i = 0; i + 2 < batch.indices.size(); i += 3) {
        const auto at = [&](std::size_t k) { return batch.vertices[batch.indices[i + k]].position_m; };
        normals.push_back(glm::normalize(glm::cross(at(1) - at(0), at(2) - at(0))));
    }
    return normals;
}

TEST_CASE("sparse accessors replace elements of what they are based on, or of nothing") {
    for (const bool has_base : {true, false}) {
        CAPTURE(has_base);
        GltfBuilder builder;
        json part = builder.square();
        const int places = builder.view_of(std::vector<std::uint8_t>{1, 3});
        const int values = builder.view_of(std::vector<float>{5, 6, 7, 8, 9, 10});
        json& accessor = builder.file["accessors"][0];
        accessor["sparse"] = {{"count", 2},
                              {"indices", {{"bufferView", places}, {"componentType", gltf_unsigned_byte}}},
                              {"values", {{"bufferView", values}}}};
        if (!has_base) accessor.erase("bufferView");
        // Indices may be sparse, too: the last triangle goes back to the first corner.
        const int last = builder.view_of(std::vector<std::uint16_t>{5});
        const int corner = builder.view_of(std::vector<std::uint16_t>{0});
        builder.file["accessors"][1]["sparse"] = {
            {"count", 1},
            {"indices", {{"bufferView", last}, {"componentType", gltf_unsigned_short}}},
            {"values", {{"bufferView", corner}}}};
        builder.add("meshes", {{"primitives", {part}}});
        builder.add_node({{"mesh", 0}});
        const auto model = builder.read();
        const SceneBatch& batch = only_batch(model);
        CHECK(batch.vertices[0].position_m == glm::vec3(0, 0, 0));
        CHECK(batch.vertices[1].position_m == glm::vec3(5, 6, 7));
        CHECK(batch.vertices[2].position_m == (has_base ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 0)));
        CHECK(batch.vertices[3].position_m == glm::vec3(8, 9, 10));
        CHECK(batch.indices == std::vector<std::uint32_t>{0, 1, 2, 2, 1, 0});

        json wrong = builder.whole();
        wrong["accessors"][0]["sparse"]["count"] = 5;
        CHECK(fails_with(read_gltf_text(wrong.dump()), "replaces more elements than it has"));
        wrong = builder.whole();
        wrong["accessors"][0]["count"] = 3;
        CHECK(fails_with(read_gltf_text(wrong.dump()), "an element that is not there"));
    }
}

TEST_CASE("strips and fans are seen from the side that they are seen from as lists") {
    const std::vector<float> ring = {0, 0, 0, 1, 0, 0, 1, 1, 0, 0.4f, 1.4f, 0, -0.2f, 1, 0};
    const std::vector<float> zigzag = {0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 2, 0};
    for (const auto& [mode, positions] : {std::pair(5, zigzag), std::pair(6, ring)}) {
        CAPTURE(mode);
        GltfBuilder builder;
        const int accessor = builder.floats(positions, "VEC3");
        builder.add("meshes", {{"primitives", {{{"attributes", {{"POSITION", accessor}}}, {"mode", mode}}}}});
        builder.add_node({{"mesh", 0}});
        const auto model = builder.read();
        const auto normals = facings(only_batch(model));
        CHECK(normals.size() == 3);
        for (const glm::vec3& normal : normals) CHECK(normal == glm::vec3(0, 0, 1));
    }
}

TEST_CASE("mirrored nodes turn neither their outside in nor their normals") {
    std::mt19937 random(gltf_test_seed());
    MESSAGE("seed ", gltf_test_seed());
    std::uniform_real_distribution<double> number(-2.0, 2.0);
    for (int i = 0; i < 50; ++i) {
        // A square that faces away from the middle; whatever is done to it, it still does.
        GltfBuilder builder;
        const json part = builder.square();
        builder.add("meshes", {{"primitives", {part}}});
        const double scale[] = {number(random), number(random), number(random)};
        const double turn[] = {number(random), number(random), number(random), number(random)};
        builder.add_node(
            {{"translation", {0, 0, 0}}, {"rotation", turn}, {"scale", scale}, {"children", {1}}});
        builder.add("nodes", {{"mesh", 0}, {"translation", {-0.5, -0.5, 3}}});
        const auto model = builder.read();
        const SceneBatch& batch = only_batch(model);
        glm::vec3 middle(0.0f);
        for (const SceneVertex& vertex : batch.vertices) middle += 0.25f * vertex.position_m;
        for (const glm::vec3& normal : facings(batch)) {
            CHECK(glm::dot(normal, middle) > 0.0f);
            CHECK(glm::dot(normal, batch.vertices[0].normal) > 0.99f);
        }
    }
}

TEST_CASE("quantized meshes: integers as they are, or normalized; both sets of UVs; colours") {
    GltfBuilder builder;
    json part = builder.square();
    json& attributes = part["attributes"];
    attributes["POSITION"] = builder.accessor(
        std::vector<std::int16_t>{0, 0, 0, 100, 0, 0, 0, -100, 0, 100, 100, 7}, "VEC3", gltf_short);
    attributes["NORMAL"] = builder.accessor(
        std::vector<std::int8_t>{0, 0, 127, 0, 0, -128, 0, 127, 0, 127, 0, 0}, "VEC3", gltf_byte);
    builder.file["accessors"].back()["normalized"] = true;
    attributes["TEXCOORD_0"] = builder.accessor(std::vector<std::uint16_t>{0, 65535, 13107, 0, 0, 0, 0, 0},
                                                "VEC2", gltf_unsigned_short);
    builder.file["accessors"].back()["normalized"] = true;
    attributes["TEXCOORD_1"] =
        builder.accessor(std::vector<std::uint8_t>{3, 255, 2, 0, 0, 0, 0, 0}, "VEC2", gltf_unsigned_byte);
    attributes["COLOR_0"] =
        builder.accessor(std::vector<std::uint8_t>{255, 51, 0, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
                         "VEC4", gltf_unsigned_byte);
    builder.file["accessors"].back()["normalized"] = true;
    builder.file["extensionsUsed"] = builder.file["extensionsRequired"] = {"KHR_mesh_quantization"};
    builder.add("meshes", {{"primitives", {part}}});
    builder.add_node({{"mesh", 0}, {"scale", {0.01, 0.01, 0.01}}});
    const auto model = builder.read();
    const SceneBatch& batch = only_batch(model);
    CHECK(model->remarks.empty());
    CHECK(batch.vertices[3].position_m.x == doctest::Approx(1.0));
    CHECK(batch.vertices[2].position_m.y == doctest::Approx(-1.0));
    CHECK(batch.vertices[0].normal == glm::vec3(0, 0, 1));
    CHECK(batch.vertices[1].normal == glm::vec3(0, 0, -1));  // -128 is -127
    CHECK(batch.vertices[0].uv == glm::vec2(0, 1));
    CHECK(batch.vertices[1].uv.x == doctest::Approx(0.2));
    CHECK(batch.vertices[0].second_uv == glm::vec2(3, 255));
    CHECK(batch.vertices[0].color.g == doctest::Approx(0.2));
}

TEST_CASE("vertices between others' bytes are read by their stride") {
    GltfBuilder builder;
    const int view =
        builder.view_of(std::vector<float>{0, 0, 0, 9, 1, 0, 0, 9, 0, 1, 0});  // the last is short
    builder.file["bufferViews"][0]["byteStride"] = 16;
    builder.add("accessors",
                {{"bufferView", view}, {"componentType", gltf_float}, {"count", 3}, {"type", "VEC3"}});
    builder.add("meshes", {{"primitives", {{{"attributes", {{"POSITION", 0}}}}}}});
    builder.add_node({{"mesh", 0}});
    const auto model = builder.read();
    CHECK(only_batch(model).vertices[1].position_m == glm::vec3(1, 0, 0));
    CHECK(only_batch(model).vertices[2].position_m == glm::vec3(0, 1, 0));
    json wrong = builder.whole();
    wrong["accessors"][0]["count"] = 4;
    CHECK(fails_with(read_gltf_text(wrong.dump()), "reaches over the end"));
}

TEST_CASE("what is no triangle, or does not fit its mesh, is left out and said") {
    GltfBuilder builder;
    json part = builder.square();
    part["attributes"]["NORMAL"] = builder.floats({0, 0, 1}, "VEC3");
    part["attributes"]["TEXCOORD_0"] = builder.floats({0, 0, 0, 1, NAN, 0, 1, 1}, "VEC2");
    json lines = part;
    lines["mode"] = 1;
    builder.add("meshes", {{"name", "Fence"}, {"primitives", {part, lines}}});
    builder.add_node({{"mesh", 0}});
    const auto model = builder.read();
    const SceneBatch& batch = only_batch(model);
    CHECK(batch.indices.size() == 6);
    CHECK(batch.vertices[0].normal == glm::vec3(0, 0, 1));
    CHECK(batch.vertices[2].uv == glm::vec2(0, 0));
    CHECK(has_remark(*model, "points and lines are left out (1 primitive)"));
    CHECK(has_remark(*model, "mesh 0 (Fence): its NORMAL is left out"));
    CHECK(has_remark(*model, "mesh 0 (Fence): its TEXCOORD_0 has 1 numbers that are not finite"));
}

}  // namespace
}  // namespace tapestry::test
