#include "scene/gltf_compression.h"

#include <doctest/doctest.h>

#include <array>

#include "gl/gl_fixture.h"
#include "scene/gltf_builder.h"

#if TAPESTRY_HAS_DRACO
#include <draco/compression/encode.h>
#include <draco/mesh/mesh.h>
#include <draco/mesh/triangle_soup_mesh_builder.h>
#endif
#if TAPESTRY_HAS_MESHOPT
#include <meshoptimizer.h>
#endif

namespace tapestry::test {
namespace {

using namespace demo;
using nlohmann::json;

/// A sheet of n x n squares, not flat.
struct Sheet {
    std::vector<std::array<float, 4>> positions;  ///< and one that is not used: strides of 16
    std::vector<std::uint32_t> indices;

    explicit Sheet(std::uint32_t n) {
        for (std::uint32_t y = 0; y <= n; ++y)
            for (std::uint32_t x = 0; x <= n; ++x)
                positions.push_back(
                    {static_cast<float>(x), static_cast<float>(y), static_cast<float>(x * y % 5), 0.0f});
        for (std::uint32_t y = 0; y < n; ++y)
            for (std::uint32_t x = 0; x < n; ++x) {
                const std::uint32_t a = y * (n + 1) + x, b = a + n + 1;
                for (const std::uint32_t i : {a, a + 1, b, b, a + 1, b + 1}) indices.push_back(i);
            }
    }
};

/// Triangles are the same from whichever corner they begin, and in any order.
std::vector<std::array<float, 9>> triangles(const SceneModel& model) {
    std::vector<std::array<float, 9>> result;
    for (const SceneBatch& batch : model.batches)
        for (std::size_t i = 0; i + 2 < batch.indices.size(); i += 3) {
            std::array<std::array<float, 3>, 3> corners;
            for (std::size_t k = 0; k < 3; ++k) {
                const glm::vec3 at = batch.vertices[batch.indices[i + k]].position_m;
                corners[k] = {at.x, at.y, at.z};
            }
            std::ranges::rotate(corners, std::ranges::min_element(corners));
            std::array<float, 9> flat;
            for (std::size_t k = 0; k < 9; ++k) flat[k] = corners[k / 3][k % 3];
            result.push_back(flat);
        }
    std::ranges::sort(result);
    return result;
}

GltfBuilder plain(const Sheet& sheet) {
    GltfBuilder builder;
    std::vector<float> positions;
    for (const auto& p : sheet.positions) positions.insert(positions.end(), p.begin(), p.begin() + 3);
    const int vertices = builder.floats(positions, "VEC3");
    const int indices = builder.accessor(sheet.indices, "SCALAR", gltf_unsigned_int);
    builder.add("meshes",
                {{"primitives", {{{"attributes", {{"POSITION", vertices}}}, {"indices", indices}}}}});
    builder.add_node({{"mesh", 0}});
    return builder;
}

TEST_CASE("what a library is missing for says which package has it") {
    for (const char* name : {meshopt_extension, draco_extension}) {
        const std::string package = missing_package(name);
        CHECK((package.empty() || package.find("-dev (Debian)") != std::string::npos));
    }
    CHECK(missing_package("KHR_lights_punctual").empty());
}

#if TAPESTRY_HAS_MESHOPT

/// As gltfpack writes it: views of a buffer that is not there, compressed ones in another.
GltfBuilder packed(const Sheet& sheet, bool as_sequence) {
    GltfBuilder builder = plain(sheet);
    const std::size_t count = sheet.positions.size();
    std::vector<std::uint8_t> vertices(meshopt_encodeVertexBufferBound(count, 16));
    vertices.resize(
        meshopt_encodeVertexBuffer(vertices.data(), vertices.size(), sheet.positions.data(), count, 16));
    std::vector<std::uint8_t> indices(as_sequence
                                          ? meshopt_encodeIndexSequenceBound(sheet.indices.size(), count)
                                          : meshopt_encodeIndexBufferBound(sheet.indices.size(), count));
    indices.resize(as_sequence ? meshopt_encodeIndexSequence(indices.data(), indices.size(),
                                                             sheet.indices.data(), sheet.indices.size())
                               : meshopt_encodeIndexBuffer(indices.data(), indices.size(),
                                                           sheet.indices.data(), sheet.indices.size()));
    builder.bytes.clear();
    builder.file["bufferViews"] = json::array();
    builder.view(vertices);
    builder.view(indices);
    json views = builder.file["bufferViews"];
    const auto describe = [&](std::size_t i, const char* mode, std::size_t stride, std::size_t elements) {
        views[i]["mode"] = mode;
        views[i]["byteStride"] = stride;
        views[i]["count"] = elements;
        return json{{"buffer", 1},
                    {"byteLength", stride * elements},
                    {"extensions", {{meshopt_extension, views[i]}}}};
    };
    json vertex_view = describe(0, "ATTRIBUTES", 16, count);
    vertex_view["byteStride"] = 16;
    builder.file["bufferViews"] = {
        vertex_view, describe(1, as_sequence ? "INDICES" : "TRIANGLES", 4, sheet.indices.size())};
    builder.file["buffers"] = {
        {{"byteLength", builder.bytes.size()}, {"uri", "data:;base64," + base64(builder.bytes)}},
        {{"byteLength", 1 << 20}, {"extensions", {{meshopt_extension, {{"fallback", true}}}}}}};
    builder.file["extensionsUsed"] = builder.file["extensionsRequired"] = {meshopt_extension};
    return builder;
}

TEST_CASE("meshopt: a mesh is what it was before it was packed") {
    const Sheet sheet(13);
    const auto wanted = plain(sheet).read();
    REQUIRE(wanted);
    for (const bool as_sequence : {false, true}) {
        const auto model = packed(sheet, as_sequence).read();
        REQUIRE_MESSAGE(model, model.error().message);
        CHECK(model->remarks.empty());
        CHECK(triangles(*model) == triangles(*wanted));
    }
}

TEST_CASE("meshopt: filters") {
    GltfBuilder builder = plain(Sheet(1));
    // Four exponents and mantissas of 24 bits: 3 * 2^-1, and so on; the low bytes first.
    const std::vector<std::int32_t> numbers = {(-1 << 24) | 3, 5, (2 << 24) | 1, 0};
    std::vector<std::int32_t> all;
    for (int i = 0; i < 4; ++i) all.insert(all.end(), numbers.begin(), numbers.end());
    std::vector<std::uint8_t> packed_numbers(meshopt_encodeVertexBufferBound(4, 16));
    packed_numbers.resize(
        meshopt_encodeVertexBuffer(packed_numbers.data(), packed_numbers.size(), all.data(), 4, 16));
    const int view = builder.view(packed_numbers);
    json description = builder.file["bufferViews"][static_cast<std::size_t>(view)];
    description["mode"] = "ATTRIBUTES";
    description["filter"] = "EXPONENTIAL";
    description["byteStride"] = 16;
    description["count"] = 4;
    builder.file["bufferViews"][static_cast<std::size_t>(view)]["extensions"][meshopt_extension] =
        description;
    builder.file["bufferViews"][static_cast<std::size_t>(view)]["byteStride"] = 16;
    builder.file["accessors"][0]["bufferView"] = view;
    const auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    CHECK(model->batches[0].vertices[2].position_m == glm::vec3(1.5f, 5, 4));
    description["filter"] = "QUATERNION";
    builder.file["bufferViews"][static_cast<std::size_t>(view)]["extensions"][meshopt_extension] =
        description;
    CHECK(fails_with(builder.read(), "the filter 'QUATERNION' is not known for this stride"));
}

TEST_CASE("meshopt: damaged and impossible files are refused") {
    const GltfBuilder builder = packed(Sheet(3), false);
    const auto refused = [&](const char* name, const json& value, const char* part) {
        json file = builder.whole();
        file["bufferViews"][0]["extensions"][meshopt_extension][name] = value;
        CHECK(fails_with(read_gltf_text(file.dump()), part));
    };
    refused("mode", "MAGIC", "'MAGIC' is not known");
    refused("byteStride", 0, "byteStride of 0");
    refused("byteStride", 260, "byteStride of 260");
    refused("count", 1e15, "more than can be read");
    refused("count", 1000, "damaged");
    refused("byteLength", 1 << 20, "reaches over the end");
    refused("byteLength", 3, "damaged");
    refused("buffer", 4, "a buffer that is not there");
}

#endif
#if TAPESTRY_HAS_DRACO

TEST_CASE("Draco: a mesh is what it was before it was packed, to its grid") {
    const Sheet sheet(13);
    draco::TriangleSoupMeshBuilder soup;
    const int faces = static_cast<int>(sheet.indices.size() / 3);
    soup.Start(faces);
    const int attribute = soup.AddAttribute(draco::GeometryAttribute::POSITION, 3, draco::DT_FLOAT32);
    for (int i = 0; i < faces; ++i) {
        const auto corner = [&](int k) {
            return sheet.positions[sheet.indices[static_cast<std::size_t>(3 * i + k)]].data();
        };
        soup.SetAttributeValuesForFace(attribute, draco::FaceIndex(static_cast<std::uint32_t>(i)), corner(0),
                                       corner(1), corner(2));
    }
    const auto mesh = soup.Finalize();
    REQUIRE(mesh);
    draco::Encoder encoder;
    draco::EncoderBuffer buffer;
    REQUIRE(encoder.EncodeMeshToBuffer(*mesh, &buffer).ok());
    const auto id = mesh->attribute(attribute)->unique_id();

    GltfBuilder builder;
    const int view = builder.view({reinterpret_cast<const std::uint8_t*>(buffer.data()), buffer.size()});
    builder.add("accessors",
                {{"componentType", gltf_float}, {"count", sheet.positions.size()}, {"type", "VEC3"}});
    builder.add("accessors",
                {{"componentType", gltf_unsigned_int}, {"count", sheet.indices.size()}, {"type", "SCALAR"}});
    builder.add("meshes",
                {{"primitives",
                  {{{"attributes", {{"POSITION", 0}}},
                    {"indices", 1},
                    {"extensions",
                     {{draco_extension, {{"bufferView", view}, {"attributes", {{"POSITION", id}}}}}}}}}}});
    builder.add_node({{"mesh", 0}});
    builder.file["extensionsUsed"] = builder.file["extensionsRequired"] = {draco_extension};
    const auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    CHECK(model->remarks.empty());
    CHECK(triangles(*model) == triangles(*plain(sheet).read()));

    json file = builder.whole();
    json& packing = file["meshes"][0]["primitives"][0]["extensions"][draco_extension];
    packing["attributes"]["POSITION"] = 77;
    CHECK(fails_with(read_gltf_text(file.dump()), "an attribute that is not there"));
    packing["bufferView"] = 3;
    CHECK(fails_with(read_gltf_text(file.dump()), "bufferViews has no 3"));
    for (const std::size_t length : {std::size_t{0}, std::size_t{9}, buffer.size() / 2}) {
        file = builder.whole();
        file["bufferViews"][0]["byteLength"] = length;
        CHECK(fails_with(read_gltf_text(file.dump()), "damaged data"));
    }
}

#endif

}  // namespace
}  // namespace tapestry::test
