#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "gl/gl_fixture.h"
#include "scene/gltf_builder.h"
#include "scene/scene_rig.h"

namespace tapestry::test {
namespace {

using namespace demo;
using nlohmann::json;

GltfBuilder with_square() {
    GltfBuilder builder;
    const json part = builder.square();
    builder.add("meshes", {{"primitives", {part}}});
    builder.add_node({{"mesh", 0}});
    return builder;
}

json light_of(int index) {
    return {{"KHR_lights_punctual", {{"light", index}}}};
}

TEST_CASE("the first sun casts the shadow; other lights are where their nodes are") {
    GltfBuilder builder = with_square();
    json& lights = builder.file["extensions"]["KHR_lights_punctual"]["lights"];
    lights = {{{"type", "directional"}, {"intensity", 3}, {"color", {1, 0.5, 0}}},
              {{"type", "point"}, {"intensity", 10}, {"range", 5}},
              {{"type", "spot"}, {"spot", {{"innerConeAngle", 0.2}, {"outerConeAngle", 0.4}}}}};
    const double half = std::sqrt(0.5);
    builder.add_node({{"extensions", light_of(0)}, {"rotation", {-half, 0, 0, half}}});  // looks down
    builder.add_node({{"translation", {1, 2, 3}}, {"children", {3, 4}}});
    builder.add("nodes", {{"translation", {1, 0, 0}}, {"extensions", light_of(1)}});
    builder.add("nodes", {{"extensions", light_of(2)}});
    builder.add_node({{"extensions", light_of(0)}});
    const auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    CHECK(model->remarks.empty());
    REQUIRE(model->sun);
    CHECK(model->sun->direction.y == doctest::Approx(-1.0));
    CHECK(model->sun->irradiance.g == doctest::Approx(1.5 / std::numbers::pi));
    REQUIRE(model->lights.size() == 3);  // brightest first
    CHECK(model->lights[0].kind == SceneLight::Kind::point);
    CHECK(model->lights[0].position_m == glm::vec3(2, 2, 3));
    CHECK(model->lights[0].range_m == 5.0f);
    CHECK(model->lights[1].kind == SceneLight::Kind::sun);
    CHECK(model->lights[2].kind == SceneLight::Kind::spot);
    CHECK(model->lights[2].inner_cosine == doctest::Approx(std::cos(0.2)));
    CHECK(model->lights[2].direction == glm::vec3(0, 0, -1));
}

TEST_CASE("of more lights than are drawn the brightest shine, which is said") {
    GltfBuilder builder = with_square();
    for (int i = 0; i < 40; ++i) {
        builder.file["extensions"]["KHR_lights_punctual"]["lights"].push_back(
            {{"type", "point"}, {"intensity", 1 + 7 * i % 40}});
        builder.add_node({{"extensions", light_of(i)}});
    }
    const auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    REQUIRE(model->lights.size() == SceneModel::most_lights);
    CHECK(model->lights.front().intensity.r == doctest::Approx(40 / std::numbers::pi));
    CHECK(model->lights.back().intensity.r == doctest::Approx(25 / std::numbers::pi));
    CHECK(has_remark(*model, "of 40 lights the 16 brightest shine"));
}

TEST_CASE("the first perspective camera is the model's; others, and other scenes, are said") {
    GltfBuilder builder = with_square();
    builder.file["cameras"] = {{{"type", "orthographic"}, {"orthographic", {{"xmag", 1}, {"ymag", 1}}}},
                               {{"type", "perspective"}, {"perspective", {{"yfov", 0.5}, {"znear", 0.1}}}}};
    builder.add_node({{"camera", 0}});
    builder.add_node({{"camera", 1}, {"translation", {0, 1, 9}}});
    builder.add_node({{"camera", 1}});
    builder.file["scenes"].push_back({{"nodes", json::array()}});
    const auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    REQUIRE(model->camera);
    CHECK(model->camera->eye_m == glm::dvec3(0, 1, 9));
    CHECK(model->camera->field_of_view_rad == doctest::Approx(0.5));
    CHECK(has_remark(*model, "an orthographic camera is left out"));
    CHECK(has_remark(*model, "of 2 cameras the first is used"));
    CHECK(has_remark(*model, "of 2 scenes one is shown: scene 0"));
}

TEST_CASE("nodes of other scenes are not drawn, and skins may follow them") {
    GltfBuilder builder = with_square();
    builder.add("nodes", {{"mesh", 0}, {"translation", {50, 0, 0}}});
    const auto model = builder.read();
    REQUIRE(model);
    CHECK(model->batches.at(0).vertices.size() == 4);
}

TEST_CASE("deep trees are trees; rings and shared children are none") {
    GltfBuilder builder = with_square();
    for (int i = 0; i < 20000; ++i) builder.add("nodes", {{"children", {i + 2}}});
    builder.add("nodes", {{"mesh", 0}});
    builder.file["scenes"][0]["nodes"] = {1};
    CHECK(builder.read());
    builder.file["nodes"].back()["children"] = {1};
    CHECK(fails_with(builder.read(), "not a tree"));
    builder.file["nodes"].back()["children"] = {7};
    CHECK(fails_with(builder.read(), "not a tree"));
    builder.file["nodes"].back()["children"] = {-1};
    CHECK(fails_with(builder.read(), "not there"));
}

}  // namespace
}  // namespace tapestry::test
