#include <doctest/doctest.h>

#include <cmath>
#include <fstream>

#include "core/temporary_folder.h"
#include "gl/gl_fixture.h"
#include "offline/io/png_file.h"
#include "scene/gltf_builder.h"
#include "scene/gltf_model.h"

namespace tapestry::test {
namespace {

using namespace demo;
using nlohmann::json;

template <class Sample>
std::vector<std::uint8_t> png(int width, int height, int channels, std::vector<Sample> samples) {
    const auto bytes =
        offline::encode_png(offline::PackedPicture<Sample>{width, height, channels, std::move(samples)});
    REQUIRE(bytes);
    const auto* first = reinterpret_cast<const std::uint8_t*>(bytes->data());
    return {first, first + bytes->size()};
}

/// A square with one material; its texture 0 shows image 0, of one red pixel.
GltfBuilder textured() {
    GltfBuilder builder;
    const auto picture = png<std::uint8_t>(1, 1, 3, {200, 10, 20});
    builder.add("images", {{"bufferView", builder.view(picture)}, {"mimeType", "image/png"}});
    builder.add("textures", {{"source", 0}});
    builder.add("materials", {{"pbrMetallicRoughness", {{"baseColorTexture", {{"index", 0}}}}}});
    json part = builder.square();
    part["material"] = 0;
    builder.add("meshes", {{"primitives", {part}}});
    builder.add_node({{"mesh", 0}});
    return builder;
}

json& base_texture(GltfBuilder& builder) {
    return builder.file["materials"][0]["pbrMetallicRoughness"]["baseColorTexture"];
}

TEST_CASE("pictures of any depth and channels come as 8 bits of RGBA, from wherever they are") {
    struct Case {
        std::vector<std::uint8_t> bytes, rgba;
    };
    const Case cases[] = {
        {png<std::uint8_t>(1, 1, 1, {77}), {77, 77, 77, 255}},
        {png<std::uint16_t>(1, 1, 1, {257 * 77}), {77, 77, 77, 255}},
        {png<std::uint8_t>(1, 1, 3, {1, 2, 3}), {1, 2, 3, 255}},
        {png<std::uint16_t>(1, 1, 4, {257, 514, 771, 65535}), {1, 2, 3, 255}},
    };
    for (const Case& each : cases) {
        GltfBuilder builder = textured();
        builder.file["images"][0] = {{"uri", "data:image/png;base64," + base64(each.bytes)}};
        const auto model = builder.read();
        REQUIRE_MESSAGE(model, model.error().message);
        REQUIRE(model->pictures.size() == 1);
        CHECK(model->pictures[0].rgba == each.rgba);
        CHECK(model->remarks.empty());
    }
    const TemporaryFolder folder;
    GltfBuilder builder = textured();
    builder.file["images"][0] = {{"uri", "a%20picture.png"}};
    builder.write(folder.path() / "model.gltf");
    std::ofstream(folder.path() / "a picture.png", std::ios::binary)
        .write(reinterpret_cast<const char*>(cases[2].bytes.data()),
               static_cast<std::streamsize>(cases[2].bytes.size()));
    const auto model = read_gltf(folder.path() / "model.gltf");
    REQUIRE_MESSAGE(model, model.error().message);
    CHECK(model->pictures.size() == 1);
}

TEST_CASE("pictures that cannot be read are left out and said") {
    GltfBuilder builder = textured();
    const auto check = [&](const json& image, const char* part) {
        builder.file["images"][0] = image;
        const auto model = builder.read();
        REQUIRE_MESSAGE(model, model.error().message);
        CHECK(model->pictures.empty());
        CHECK_FALSE(model->materials[0].base_color_map);
        CHECK(has_remark(*model, part));
    };
    check({{"uri", "not-there.png"}}, "not-there.png");
    check({{"uri", "https://example.org/a.png"}}, "not a file beside it");
    check({{"uri", "data:image/png;base64,AAAA"}}, "no picture of a kind");
    check({{"uri", "data:image/png;base64,A*AA"}}, "not base64");
    builder = textured();
    builder.file["textures"][0] = json::object();
    const auto model = builder.read();
    REQUIRE(model);
    CHECK(has_remark(*model, "in no format of plain glTF"));
}

TEST_CASE("texture transforms are the extension's formula; coordinates and samplers are the texture's own") {
    GltfBuilder builder = textured();
    base_texture(builder) = {
        {"index", 0},
        {"texCoord", 0},
        {"extensions",
         {{"KHR_texture_transform",
           {{"offset", {0.25, -1}}, {"rotation", 0.5}, {"scale", {2, 3}}, {"texCoord", 1}}}}}};
    builder.add("samplers", {{"wrapS", 33071}, {"wrapT", 33648}, {"magFilter", 9728}});
    builder.file["textures"][0]["sampler"] = 0;
    builder.file["extensionsUsed"] = {"KHR_texture_transform"};
    const auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    CHECK(model->remarks.empty());
    const MaybeTexture& map = model->materials[0].base_color_map;
    REQUIRE(map);
    CHECK(map->uses_second_uv);
    CHECK(map->wrap_s == TextureWrap::clamp);
    CHECK(map->wrap_t == TextureWrap::mirror);
    CHECK_FALSE(map->is_smooth);
    // From the extension's text: (translation * rotation * scale) * (u, v, 1), column by column.
    const glm::vec2 uv(0.3f, 0.7f);
    const double c = std::cos(0.5), s = std::sin(0.5), u = 2 * 0.3, v = 3 * 0.7;
    const glm::vec2 moved = map->uv_scale * uv + map->uv_offset;
    CHECK(moved.x == doctest::Approx(c * u + s * v + 0.25));
    CHECK(moved.y == doctest::Approx(-s * u + c * v - 1));
}

TEST_CASE("every map has its texture, and factors their numbers") {
    GltfBuilder builder = textured();
    json& material = builder.file["materials"][0];
    material["normalTexture"] = {{"index", 0}, {"scale", 0.5}};
    material["occlusionTexture"] = {{"index", 0}, {"strength", 0.25}, {"texCoord", 1}};
    material["emissiveTexture"] = {{"index", 0}};
    material["pbrMetallicRoughness"]["metallicRoughnessTexture"] = {{"index", 0}};
    material["pbrMetallicRoughness"]["baseColorFactor"] = {0.1, 0.2, 0.3, 0.4};
    material["extensions"] = {{"KHR_materials_unlit", json::object()}};
    const auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    const SceneMaterial& read = model->materials[0];
    CHECK(read.normal_map);
    CHECK(read.occlusion_map->uses_second_uv);
    CHECK(read.occlusion_strength == doctest::Approx(0.25));
    CHECK(read.emission_map);
    CHECK(read.roughness_map);
    CHECK(read.normal_scale == doctest::Approx(0.5));
    CHECK(read.base_color.w == doctest::Approx(0.4));
    CHECK(read.is_unlit);
    CHECK(model->pictures.size() == 1);  // one, that all of them show
}

TEST_CASE("what materials have that is not drawn is said") {
    GltfBuilder builder = textured();
    json& material = builder.file["materials"][0];
    material["name"] = "Glass";
    material["alphaMode"] = "BLEND";
    material["normalTexture"] = {{"index", 0}, {"texCoord", 3}};
    builder.file["extensionsUsed"] = {"KHR_materials_transmission", "ACME_glitter", "KHR_materials_unlit"};
    auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    CHECK(has_remark(*model, "alpha blending is taken as a mask at 0.5 (1 material)"));
    CHECK(has_remark(*model, "material 0 (Glass): its normalTexture is left out, for it uses TEXCOORD_3"));
    CHECK(has_remark(*model, "KHR_materials_transmission is not supported: what is clear is drawn opaque"));
    CHECK(has_remark(*model, "ACME_glitter is not supported"));
    CHECK_FALSE(has_remark(*model, "unlit"));

    material.erase("pbrMetallicRoughness");
    material["extensions"]["KHR_materials_pbrSpecularGlossiness"] = {{"diffuseFactor", {0.5, 0.25, 0.125, 1}},
                                                                     {"glossinessFactor", 0.75},
                                                                     {"diffuseTexture", {{"index", 0}}}};
    model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    CHECK(model->materials[0].base_color == glm::vec4(0.5f, 0.25f, 0.125f, 1.0f));
    CHECK(model->materials[0].roughness == doctest::Approx(0.25));
    CHECK(model->materials[0].metallic == 0.0f);
    CHECK(model->materials[0].base_color_map);
}

}  // namespace
}  // namespace tapestry::test
