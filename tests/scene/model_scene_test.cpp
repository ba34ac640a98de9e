#include "scene/model_scene.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/temporary_folder.h"
#include "gl/gl_fixture.h"
#include "scene/gltf_builder.h"
#include "scene/pinhole_frame.h"
#include "scene/scene_renderer.h"
#include "scene/scene_rig.h"

namespace tapestry::test {
namespace {

using namespace demo;
using nlohmann::json;

constexpr PictureSize size = {96, 54};

GltfBuilder square_of(double side, glm::dvec3 at = {0, 0, 0}) {
    GltfBuilder builder;
    const json part = builder.square();
    builder.add("meshes", {{"primitives", {part}}});
    builder.add_node({{"mesh", 0}, {"scale", {side, side, side}}, {"translation", {at.x, at.y, at.z}}});
    return builder;
}

Scene read_scene_of(const GltfBuilder& builder, const char* name = "thing.glb") {
    const TemporaryFolder folder;
    builder.write(folder.path() / name);
    auto scene = read_scene(folder.path() / name);
    REQUIRE_MESSAGE(scene, scene.error().message);
    return std::move(*scene);
}

/// Places on the picture, [-1, 1].
glm::dvec2 seen_at(const LensCamera& camera, const glm::dvec3& point) {
    const glm::dvec4 clip = view_projection(camera, {}, size) * glm::dvec4(point, 1.0);
    CHECK(clip.w > 0.0);
    CHECK(std::abs(clip.z) <= clip.w);
    return glm::dvec2(clip) / clip.w;
}

TEST_CASE("models are scenes by their names, in any case") {
    CHECK(is_scene_name("a/b.glb"));
    CHECK(is_scene_name("b.GLTF"));
    CHECK(is_scene_name("b.Glb"));
    CHECK(is_scene_name("x.scene.json"));
    CHECK_FALSE(is_scene_name("x.json"));
    CHECK_FALSE(is_scene_name("glb"));
    const Scene scene = read_scene_of(square_of(1), "Loud.GLB");
    CHECK(scene.name == "Loud");
    CHECK(scene.title == "Loud.GLB");
}

TEST_CASE("a model of any size and place is framed, lit and focused on") {
    for (const double side : {1e-4, 0.05, 1.0, 30.0, 5000.0})
        for (const glm::dvec3 at : {glm::dvec3(0), glm::dvec3(7, -3, 2)}) {
            CAPTURE(side);
            const Scene scene = read_scene_of(square_of(side, side * at));
            const SceneBox box = bounding_box(scene.model);
            const LensCamera& camera = scene.camera;
            double largest = 0.0;
            for (const glm::dvec3 corner : {glm::dvec3(box.low_m), glm::dvec3(box.high_m)}) {
                const glm::dvec2 place = seen_at(camera, corner);
                largest = std::max({largest, std::abs(place.x), std::abs(place.y)});
            }
            CHECK(largest < 0.9);
            CHECK(largest > 0.3);
            const double middle_m = glm::length(camera.pose.target_m - camera.pose.eye_m);
            CHECK(camera.lens.focus_distance_m == doctest::Approx(middle_m).epsilon(1e-3));
            CHECK(has_remark(scene.model, "m across, and drawn") == (side < 0.01 || side > 1000));
            CHECK(scene.panorama.levels.size() > 1);
        }
}

TEST_CASE("a model's own camera is used") {
    GltfBuilder builder = square_of(1);
    builder.file["cameras"] = {{{"type", "perspective"}, {"perspective", {{"yfov", 0.5}}}}};
    builder.add_node({{"camera", 0}, {"translation", {0.5, 0.5, 4}}});
    const Scene scene = read_scene_of(builder);
    CHECK(scene.camera.pose.eye_m == glm::dvec3(0.5, 0.5, 4));
    CHECK(scene.camera.lens.focus_distance_m == doctest::Approx(4.0));
    CHECK(vertical_field_of_view_deg(scene.camera.lens) == doctest::Approx(glm::degrees(0.5)).epsilon(1e-3));
    const TemporaryFolder folder;
    builder.write(folder.path() / "own.glb");
    const auto camera = read_scene_camera(folder.path() / "own.glb");
    REQUIRE(camera);
    CHECK(camera->pose.eye_m == scene.camera.pose.eye_m);
}

TEST_CASE("sunlight in lux is brought to what pictures show, which is said") {
    GltfBuilder builder = square_of(1);
    builder.file["extensions"]["KHR_lights_punctual"]["lights"] = {
        {{"type", "directional"}, {"intensity", 68300}}};
    builder.add_node({{"extensions", {{"KHR_lights_punctual", {{"light", 0}}}}}});
    const Scene scene = read_scene_of(builder);
    CHECK(scene.model.sun->irradiance.r == doctest::Approx(1.0).epsilon(0.01));
    CHECK(has_remark(scene.model, "its lights are dimmed"));
}

/// Of a white, rough square of 1 m in the picture's middle, seen from 2 m in the dark but for its own lights.
Image drawn(const GltfBuilder& builder, double time_s = 0.0) {
    const TemporaryFolder folder;
    builder.write(folder.path() / "lit.gltf");
    auto model = read_gltf(folder.path() / "lit.gltf");
    REQUIRE_MESSAGE(model, model.error().message);
    Scene scene;
    scene.model = std::move(*model);
    scene.panorama = uniform_panorama(glm::vec3(0.0f));
    scene.camera.pose = {{0.5, 0.5, 2.0}, {0.5, 0.5, 0.0}};
    scene.camera.lens = {2.0f, 2.8f, 48.0f, 24.0f};
    GlFixture fixture;
    auto renderer = SceneRenderer::create(fixture.gl, scene);
    REQUIRE_MESSAGE(renderer, renderer.error().message);
    if (time_s > 0.0) {
        REQUIRE(pose(*scene.model.rig, time_s, scene.model));
        REQUIRE(renderer->update(scene.model));
    }
    auto frame = PinholeFrame::create(fixture.gl, size);
    REQUIRE(frame);
    frame->draw(*renderer, scene.camera, 1);
    return read_picture(fixture.gl, frame->color_texture(), size);
}

GltfBuilder rough_square() {
    GltfBuilder builder = square_of(1);
    builder.file["meshes"][0]["primitives"][0]["material"] = 0;
    builder.add("materials", {{"pbrMetallicRoughness", {{"metallicFactor", 0}}}});
    return builder;
}

TEST_CASE("points light by the square of the distance, spots within their cones, both within their range") {
    const auto brightness = [](json light, double distance_m, double x = 0.5) {
        GltfBuilder builder = rough_square();
        builder.file["extensions"]["KHR_lights_punctual"]["lights"] = {std::move(light)};
        builder.add_node({{"translation", {x, 0.5, distance_m}},
                          {"extensions", {{"KHR_lights_punctual", {{"light", 0}}}}}});
        return drawn(builder).at(size.width / 2, size.height / 2).g;
    };
    const json point = {{"type", "point"}, {"intensity", 30}};
    const double near = brightness(point, 1.0), far = brightness(point, 3.0);
    CHECK(near / far == doctest::Approx(9.0).epsilon(0.05));
    // A white surface gives 30 / pi of what falls on it back, and a little less for what mirrors.
    CHECK(near == doctest::Approx(30.0 / 3.14159).epsilon(0.08));
    CHECK(brightness({{"type", "point"}, {"intensity", 30}, {"range", 2.9}}, 3.0) == 0.0);
    CHECK(brightness({{"type", "point"}, {"intensity", 30}, {"range", 300}}, 3.0) == doctest::Approx(far));
    const json spot = {
        {"type", "spot"}, {"intensity", 30}, {"spot", {{"innerConeAngle", 0.1}, {"outerConeAngle", 0.2}}}};
    CHECK(brightness(spot, 3.0) == doctest::Approx(far).epsilon(0.02));
    CHECK(brightness(spot, 3.0, 0.5 + 3.0 * std::tan(0.25)) == 0.0);
    const double edge = brightness(spot, 3.0, 0.5 + 3.0 * std::tan(0.15));
    CHECK(edge > 0.05 * far);
    CHECK(edge < 0.8 * far);
    CHECK(brightness(point, -1.0) == 0.0);  // from behind
}

TEST_CASE("unlit surfaces show their colour in the dark; posed ones are drawn where they went") {
    GltfBuilder builder = rough_square();
    builder.file["materials"][0]["extensions"]["KHR_materials_unlit"] = json::object();
    builder.file["materials"][0]["pbrMetallicRoughness"]["baseColorFactor"] = {0.25, 0.5, 0.75, 1};
    const int times = builder.floats({0, 1}, "SCALAR"), values = builder.floats({0, 0, 0, 50, 0, 0}, "VEC3");
    builder.add("animations",
                {{"channels", {{{"sampler", 0}, {"target", {{"node", 0}, {"path", "translation"}}}}}},
                 {"samplers", {{{"input", times}, {"output", values}}}}});
    const glm::dvec4 here = drawn(builder).at(size.width / 2, size.height / 2);
    CHECK(here.r == doctest::Approx(0.25).epsilon(0.01));
    CHECK(here.b == doctest::Approx(0.75).epsilon(0.01));
    CHECK(drawn(builder, 1.0).at(size.width / 2, size.height / 2).b == 0.0);
}

}  // namespace
}  // namespace tapestry::test
