// Files that claim, contradict and break what they can. What is read of them is sound; all else is an error
// that names the file.
#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <functional>
#include <random>

#include "core/temporary_folder.h"
#include "gl/gl_fixture.h"
#include "scene/gltf_builder.h"
#include "scene/gltf_model.h"
#include "scene/scene_rig.h"

namespace tapestry::test {
namespace {

using namespace demo;
using nlohmann::json;

/// A bit of everything.
GltfBuilder rich() {
    GltfBuilder builder;
    json part = builder.square();
    part["material"] = 0;
    part["attributes"]["TEXCOORD_0"] = builder.floats({0, 0, 0, 1, 1, 0, 1, 1}, "VEC2");
    part["attributes"]["JOINTS_0"] =
        builder.accessor(std::vector<std::uint8_t>{0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0}, "VEC4",
                         gltf_unsigned_byte);
    part["attributes"]["WEIGHTS_0"] =
        builder.floats({1, 0, 0, 0, 1, 0, 0, 0, 0.5f, 0.5f, 0, 0, 0.5f, 0.5f, 0, 0}, "VEC4");
    part["targets"] = {{{"POSITION", builder.floats({0, 0, 8, 0, 0, 8, 0, 0, 8, 0, 0, 8}, "VEC3")}}};
    json strip = {{"attributes", {{"POSITION", 0}}}, {"mode", 5}};
    const int places = builder.view_of(std::vector<std::uint16_t>{1});
    const int values = builder.view_of(std::vector<float>{5, 6, 7});
    builder.add("accessors", {{"componentType", gltf_float},
                              {"count", 4},
                              {"type", "VEC3"},
                              {"sparse",
                               {{"count", 1},
                                {"indices", {{"bufferView", places}, {"componentType", gltf_unsigned_short}}},
                                {"values", {{"bufferView", values}}}}}});
    json sparse = {{"attributes", {{"POSITION", builder.file["accessors"].size() - 1}}}, {"mode", 6}};
    builder.add("meshes", {{"primitives", {part, strip, sparse}}, {"weights", {0.5}}});
    builder.add("images", {{"uri", "data:image/png;base64,AAAA"}});
    builder.add("samplers", {{"wrapS", 33071}});
    builder.add("textures", {{"source", 0}, {"sampler", 0}});
    builder.add("materials",
                {{"pbrMetallicRoughness",
                  {{"baseColorTexture",
                    {{"index", 0}, {"extensions", {{"KHR_texture_transform", {{"scale", {2, 2}}}}}}}},
                   {"baseColorFactor", {1, 1, 1, 1}}}},
                 {"alphaMode", "BLEND"}});
    builder.file["cameras"] = {{{"type", "perspective"}, {"perspective", {{"yfov", 0.5}}}}};
    builder.file["extensions"]["KHR_lights_punctual"]["lights"] = {
        {{"type", "spot"}, {"spot", {{"outerConeAngle", 0.5}}}, {"color", {1, 1, 1}}}};
    builder.add_node({{"mesh", 0}, {"skin", 0}, {"weights", {0.25}}});
    builder.add_node({{"children", {2, 3}}, {"scale", {1, 2, 1}}});
    builder.add("nodes", {{"translation", {0, 0, 4}}, {"camera", 0}});
    builder.add("nodes",
                {{"rotation", {0, 0, 0, 1}}, {"extensions", {{"KHR_lights_punctual", {{"light", 0}}}}}});
    builder.add("skins", {{"joints", {1, 2}}});
    const int times = builder.floats({0, 1}, "SCALAR");
    const int turns = builder.floats({0, 0, 0, 1, 0, 1, 0, 0}, "VEC4");
    builder.add("animations",
                {{"channels", {{{"sampler", 0}, {"target", {{"node", 1}, {"path", "rotation"}}}}}},
                 {"samplers", {{{"input", times}, {"output", turns}}}}});
    builder.file["extensionsUsed"] = {"KHR_texture_transform", "KHR_lights_punctual"};
    return builder;
}

void check_sound(SceneModel& model) {
    const auto check = [&] {
        for (const SceneBatch& batch : model.batches) {
            CHECK(batch.material < model.materials.size());
            CHECK(batch.indices.size() % 3 == 0);
            bool is_sound = true;
            for (const std::uint32_t index : batch.indices) is_sound &= index < batch.vertices.size();
            for (const SceneVertex& vertex : batch.vertices)
                is_sound &= std::isfinite(vertex.position_m.x + vertex.position_m.y + vertex.position_m.z) &&
                            std::isfinite(vertex.normal.x + vertex.normal.y + vertex.normal.z);
            CHECK(is_sound);
        }
        for (const SceneMaterial& material : model.materials)
            if (material.base_color_map) CHECK(material.base_color_map->picture < model.pictures.size());
        CHECK(model.lights.size() <= SceneModel::most_lights);
    };
    check();
    if (!model.rig) return;
    for (const double share : {0.5, 1.0})
        if (pose(*model.rig, share * model.duration_s, model)) check();
}

/// An error that names the file, or a model that holds what it says.
void check_survives(const std::filesystem::path& path) {
    auto model = read_gltf(path);
    if (model)
        check_sound(*model);
    else
        CHECK(model.error().message.starts_with(path.string() + ": "));
}

void leaves_of(json& value, std::vector<json*>& into) {
    into.push_back(&value);
    if (value.is_structured())
        for (json& child : value) leaves_of(child, into);
}

TEST_CASE("the file that is broken below is whole") {
    auto model = rich().read();
    REQUIRE_MESSAGE(model, model.error().message);
    CHECK(model->batches.size() == 2);
    CHECK(model->rig);
    check_sound(*model);
}

TEST_CASE("values of the JSON that are others than they should be") {
    std::mt19937 random(gltf_test_seed());
    MESSAGE("seed ", gltf_test_seed());
    const json sound = rich().whole();
    const json oddities[] = {nullptr,
                             true,
                             -1,
                             0,
                             1,
                             7,
                             255,
                             65536,
                             4294967295u,
                             2147483647,
                             -2147483648,
                             1e15,
                             9007199254740993.0,
                             18446744073709551615u,
                             1e300,
                             -1e300,
                             0.5,
                             "",
                             "LINEAR",
                             "SCALAR",
                             "MAT4",
                             json::array(),
                             json::object(),
                             json::array({json::object()}),
                             json::array({0, 0, 0}),
                             json::array({-1}),
                             json::array({99})};
    const TemporaryFolder folder;
    const auto path = folder.path() / "odd.gltf";
    for (int i = 0; i < 1500; ++i) {
        json file = sound;
        for (auto changes = 1 + random() % 3; changes > 0; --changes) {
            std::vector<json*> leaves;
            leaves_of(file, leaves);
            json& at = *leaves[random() % leaves.size()];
            if (random() % 5 == 0 && at.is_object() && !at.empty())
                at.erase(std::next(at.begin(), static_cast<std::ptrdiff_t>(random() % at.size())));
            else
                at = oddities[random() % std::size(oddities)];
        }
        std::ofstream(path, std::ios::binary) << file.dump();
        CAPTURE(file.dump());
        check_survives(path);
    }
}

TEST_CASE("bytes of a .glb that are others than they should be, or not there") {
    std::mt19937 random(gltf_test_seed());
    MESSAGE("seed ", gltf_test_seed());
    const std::string sound = rich().glb();
    const TemporaryFolder folder;
    const auto path = folder.path() / "odd.glb";
    for (int i = 0; i < 1500; ++i) {
        std::string bytes = sound;
        // Most of them in the binary part and the headers: broken JSON is soon told.
        for (auto changes = random() % 4; changes > 0; --changes) {
            const std::size_t binary = bytes.size() - std::min<std::size_t>(bytes.size(), 700);
            const std::size_t at =
                random() % 4 == 0 ? random() % bytes.size() : binary + random() % (bytes.size() - binary);
            bytes[random() % 8 == 0 ? random() % 24 : at] = static_cast<char>(random());
        }
        if (random() % 4 == 0) bytes.resize(random() % bytes.size());
        std::ofstream(path, std::ios::binary) << bytes;
        check_survives(path);
    }
}

TEST_CASE("files that claim more than there is are refused at once") {
    const auto refused = [](const std::function<void(json&)>& change, const char* part) {
        json file = rich().whole();
        change(file);
        const auto start = std::chrono::steady_clock::now();
        CHECK(fails_with(read_gltf_text(file.dump()), part));
        CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
    };
    refused([](json& file) { file["accessors"][0]["count"] = 4e9; }, "more than can be read");
    refused([](json& file) { file["accessors"][0]["count"] = 1e15; }, "more than can be read");
    refused([](json& file) { file["accessors"][0]["byteOffset"] = 9e15; }, "reaches over the end");
    refused([](json& file) { file["accessors"][0]["byteOffset"] = 18446744073709551615u; }, "byteOffset");
    refused([](json& file) { file["bufferViews"][0]["byteOffset"] = 9e15; }, "over the end of its buffer");
    refused([](json& file) { file["bufferViews"][0]["byteLength"] = 9e15; }, "over the end of its buffer");
    refused([](json& file) { file["bufferViews"][0]["byteStride"] = 4e9; }, "byteStride");
    refused([](json& file) { file["buffers"][0]["byteLength"] = 4e9; }, "says it has 4000000000");
    // No bytes for it at all.
    refused(
        [](json& file) {
            file["accessors"][0] = {{"componentType", gltf_float}, {"count", 60000000}, {"type", "VEC3"}};
        },
        "no bytes for them");
    // A little, again and again.
    refused(
        [](json& file) {
            file["accessors"][0] = {{"componentType", gltf_float}, {"count", 4000000}, {"type", "VEC3"}};
            json& parts = file["meshes"][0]["primitives"];
            const json part = {{"attributes", {{"POSITION", 0}}}, {"mode", 5}};
            parts = json::array();
            for (int i = 0; i < 1000; ++i) parts.push_back(part);
        },
        "no bytes for them");
    refused(
        [](json& file) {
            file["accessors"][0] = {{"componentType", gltf_float}, {"count", 1000000}, {"type", "VEC3"}};
            file["meshes"][0]["primitives"] = {{{"attributes", {{"POSITION", 0}}}, {"mode", 5}}};
            file["nodes"] = json::array();
            file["scenes"][0]["nodes"] = json::array();
            file.erase("skins");
            file.erase("animations");
            for (int i = 0; i < 1000; ++i) {
                file["nodes"].push_back({{"mesh", 0}});
                file["scenes"][0]["nodes"].push_back(i);
            }
        },
        "more triangles than can be drawn");
    refused(
        [](json& file) {
            file["nodes"][0]["scale"] = {1e300, 1, 1};
            file["nodes"][0].erase("skin");
        },
        "no finite numbers reach");
    refused([](json& file) { file["nodes"][0]["translation"] = {1, 2}; }, "translation is not a list of 3");
}

TEST_CASE("brackets without an end") {
    const std::string deep(1000000, '[');
    CHECK(fails_with(read_gltf_text(deep), "is not JSON"));
    CHECK(fails_with(read_gltf_text(R"({"asset": {"version": "2.0"}, "extras": )" + deep), "is not JSON"));
    const std::string closed = deep + std::string(deep.size(), ']');
    CHECK(
        fails_with(read_gltf_text(R"({"asset": {"version": "2.0"}, "extras": )" + closed + "}"), "no scene"));
    CHECK(fails_with(read_gltf_text(R"({"asset": {"version": "1.0"}})"), "is glTF 1.0"));
    CHECK(fails_with(read_gltf_text("{}"), "says no version"));
    CHECK(fails_with(read_gltf("/dev/zero"), "is a device or a pipe, not a file"));
    CHECK(fails_with(read_gltf("/no/such.glb"), "/no/such.glb"));
}

}  // namespace
}  // namespace tapestry::test
