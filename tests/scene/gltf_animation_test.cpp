#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "gl/gl_fixture.h"
#include "scene/gltf_builder.h"
#include "scene/scene_rig.h"

namespace tapestry::test {
namespace {

using namespace demo;
using nlohmann::json;

std::vector<float> sampled(const Keyframes& frames, double time_s) {
    std::vector<float> value(frames.width);
    sample(frames, time_s, value);
    return value;
}

TEST_CASE("keyframes: steps stay, lines go evenly, before and after nothing moves") {
    Keyframes frames{Interpolation::step, false, 1, {1, 2, 4}, {10, 20, 40}};
    CHECK(sampled(frames, 0.0)[0] == 10);
    CHECK(sampled(frames, 1.99)[0] == 10);
    CHECK(sampled(frames, 2.0)[0] == 20);
    CHECK(sampled(frames, 9.0)[0] == 40);
    frames.interpolation = Interpolation::linear;
    CHECK(sampled(frames, 0.0)[0] == 10);
    CHECK(sampled(frames, 1.5)[0] == doctest::Approx(15));
    CHECK(sampled(frames, 3.5)[0] == doctest::Approx(35));
    CHECK(sampled(frames, 9.0)[0] == 40);
    frames.times = {2, 2, 2};  // a jump
    CHECK(std::isfinite(sampled(frames, 2.0)[0]));
}

TEST_CASE("rotations go the shorter way around at an even speed, and stay rotations") {
    std::mt19937 random(gltf_test_seed());
    MESSAGE("seed ", gltf_test_seed());
    std::normal_distribution<float> number;
    for (int i = 0; i < 100; ++i) {
        Keyframes frames{Interpolation::linear, true, 4, {0, 1}, {}};
        for (int k = 0; k < 2; ++k) {
            const glm::quat q =
                glm::normalize(glm::quat(number(random), number(random), number(random), number(random)));
            for (const float x : {q.x, q.y, q.z, q.w}) frames.values.push_back(x);
        }
        const auto at = [&](double t) {
            const auto v = sampled(frames, t);
            return glm::quat(v[3], v[0], v[1], v[2]);
        };
        const auto angle = [](const glm::quat& a, const glm::quat& b) {
            return 2.0 * std::acos(std::min(1.0, std::abs(static_cast<double>(glm::dot(a, b)))));
        };
        const double whole = angle(at(0), at(1));
        CHECK(whole <= 3.1416);
        CHECK(angle(at(0), at(0.25)) == doctest::Approx(0.25 * whole).epsilon(0.01));
        CHECK(angle(at(0.25), at(1)) == doctest::Approx(0.75 * whole).epsilon(0.01));
        CHECK(glm::length(at(0.6)) == doctest::Approx(1.0));
    }
}

TEST_CASE("cubic splines go through their values with their tangents") {
    // value, and tangents in units a second, on either side: out of the first, into the second.
    Keyframes frames{Interpolation::cubic, false, 1, {1, 3}, {99, 5, 2, -4, 7, 99}};
    const auto at = [&](double t) { return static_cast<double>(sampled(frames, t)[0]); };
    CHECK(at(1.0) == 5);
    CHECK(at(3.0) == 7);
    CHECK((at(1.001) - at(1.0)) / 0.001 == doctest::Approx(2).epsilon(0.02));
    CHECK((at(3.0) - at(2.999)) / 0.001 == doctest::Approx(-4).epsilon(0.02));
    // A cubic through known values is that cubic: t^3 has the tangents 3 t^2.
    frames = {Interpolation::cubic, false, 1, {0, 2}, {0, 0, 0, 12, 8, 12}};
    for (const double t : {0.3, 1.0, 1.7}) CHECK(at(t) == doctest::Approx(t * t * t));
}

/// A square in a node that moves from x = 0 to 10 in two seconds; the animation's first.
GltfBuilder moving() {
    GltfBuilder builder;
    const json part = builder.square();
    builder.add("meshes", {{"primitives", {part}}});
    builder.add_node({{"mesh", 0}});
    const int times = builder.floats({0, 2}, "SCALAR");
    const int values = builder.floats({0, 0, 0, 10, 0, 0}, "VEC3");
    builder.add("animations",
                {{"channels", {{{"sampler", 0}, {"target", {{"node", 0}, {"path", "translation"}}}}}},
                 {"samplers", {{{"input", times}, {"output", values}}}}});
    return builder;
}

float first_x(const SceneModel& model) {
    return model.batches.at(0).vertices.at(0).position_m.x;
}

TEST_CASE("a model is posed at any time, and its animation begins again at its end") {
    auto model = moving().read();
    REQUIRE_MESSAGE(model, model.error().message);
    REQUIRE(model->rig);
    CHECK(model->duration_s == 2.0);
    CHECK(first_x(*model) == 0.0f);
    REQUIRE(pose(*model->rig, 0.5, *model));
    CHECK(first_x(*model) == doctest::Approx(2.5));
    REQUIRE(pose(*model->rig, 2.0, *model));
    CHECK(first_x(*model) == doctest::Approx(10));
    CHECK(looped_time_s(*model, 0.5) == 0.5);
    CHECK(looped_time_s(*model, 2.0) == 2.0);
    CHECK(looped_time_s(*model, 5.25) == doctest::Approx(1.25));
    CHECK(looped_time_s(*model, NAN) == 0.0);
    scale_model(*model, 0.1);
    CHECK(first_x(*model) == doctest::Approx(1));
    REQUIRE(pose(*model->rig, 1.0, *model));
    CHECK(first_x(*model) == doctest::Approx(0.5));
}

TEST_CASE("what stands still has no rig") {
    GltfBuilder builder = moving();
    builder.file.erase("animations");
    const auto model = builder.read();
    REQUIRE(model);
    CHECK_FALSE(model->rig);
    CHECK(model->duration_s == 0.0);
}

TEST_CASE("one animation is played, which is said; wrong ones are refused") {
    GltfBuilder builder = moving();
    builder.file["animations"].push_back({{"name", "Run"}});
    auto model = builder.read();
    REQUIRE(model);
    CHECK(has_remark(*model, "of 2 animations one is played: animation 0"));
    const auto refused = [](const std::function<void(json&)>& change, const char* part) {
        json file = moving().whole();
        change(file);
        CHECK(fails_with(read_gltf_text(file.dump()), part));
    };
    refused([](json& file) { file["animations"][0]["channels"][0]["target"]["node"] = 9; },
            "moves a node that is not there");
    refused([](json& file) { file["animations"][0]["channels"][0]["sampler"] = 1; }, "samplers has no 1");
    refused([](json& file) { file["animations"][0]["samplers"][0]["interpolation"] = "BOUNCE"; }, "BOUNCE");
    refused([](json& file) { file["animations"][0]["samplers"][0]["interpolation"] = "CUBICSPLINE"; },
            "fewer values than times");
    refused([](json& file) { file["animations"][0]["samplers"][0]["input"] = 3; }, "numbers an element");
}

TEST_CASE("morph targets are added by their weights: the mesh's, the node's, the animation's") {
    GltfBuilder builder;
    json part = builder.square();
    part["targets"] = {{{"POSITION", builder.floats({0, 0, 8, 0, 0, 8, 0, 0, 8, 0, 0, 8}, "VEC3")}},
                       {{"POSITION", builder.floats({1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, "VEC3")}}};
    builder.add("meshes", {{"primitives", {part}}, {"weights", {0.25, 0}}});
    builder.add_node({{"mesh", 0}});
    const auto place = [](const SceneModel& model) { return model.batches.at(0).vertices.at(0).position_m; };
    auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    CHECK(place(*model) == glm::vec3(0, 0, 2));
    builder.file["nodes"][0]["weights"] = {0.5, 1};
    model = builder.read();
    REQUIRE(model);
    CHECK(place(*model) == glm::vec3(1, 0, 4));
    const int times = builder.floats({0, 1}, "SCALAR"), values = builder.floats({0, 0, 1, 3}, "SCALAR");
    builder.add("animations",
                {{"channels", {{{"sampler", 0}, {"target", {{"node", 0}, {"path", "weights"}}}}}},
                 {"samplers", {{{"input", times}, {"output", values}}}}});
    model = builder.read();
    REQUIRE(model);
    REQUIRE(pose(*model->rig, 0.5, *model));
    CHECK(place(*model) == glm::vec3(1.5f, 0, 4));
}

TEST_CASE("skins: vertices follow their joints by their weights, whatever the mesh's node does") {
    GltfBuilder builder;
    json part = builder.square();
    part["attributes"]["JOINTS_0"] =
        builder.accessor(std::vector<std::uint8_t>{0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0}, "VEC4",
                         gltf_unsigned_byte);
    part["attributes"]["WEIGHTS_0"] =
        builder.floats({1, 0, 0, 0, 2, 0, 0, 0, 0.5f, 0.5f, 0, 0, 0.5f, 0.5f, 0, 0}, "VEC4");
    builder.add("meshes", {{"primitives", {part}}});
    builder.add_node({{"mesh", 0}, {"skin", 0}, {"translation", {100, 0, 0}}});
    builder.add_node({{"children", {2}}});
    builder.add("nodes", {{"translation", {0, 0, 4}}});
    // The second joint is bound at (0, 0, 1): three metres of its four move what follows it.
    std::vector<float> matrices;
    for (const float z : {0.0f, -1.0f})
        for (const float x : {1.f, 0.f, 0.f, 0.f, 0.f, 1.f, 0.f, 0.f, 0.f, 0.f, 1.f, 0.f, 0.f, 0.f, z, 1.f})
            matrices.push_back(x);
    builder.add("skins", {{"joints", {1, 2}}, {"inverseBindMatrices", builder.floats(matrices, "MAT4")}});
    auto model = builder.read();
    REQUIRE_MESSAGE(model, model.error().message);
    const auto& vertices = model->batches.at(0).vertices;
    CHECK(vertices[0].position_m == glm::vec3(0, 0, 0));
    CHECK(vertices[1].position_m == glm::vec3(1, 0, 3));  // weights are brought to a sum of 1
    CHECK(vertices[2].position_m == glm::vec3(0, 1, 1.5f));
    CHECK(vertices[3].position_m == glm::vec3(1, 1, 3));
    json wrong = builder.whole();
    wrong["skins"][0]["joints"] = {1};
    CHECK(fails_with(read_gltf_text(wrong.dump()), "follows a joint that is not there"));
    wrong["skins"][0]["joints"] = {1, 2, 1};
    CHECK(fails_with(read_gltf_text(wrong.dump()), "fewer matrices than joints"));
}

}  // namespace
}  // namespace tapestry::test
