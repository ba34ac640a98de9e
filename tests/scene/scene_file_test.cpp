#include "scene/scene_file.h"

#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "core/temporary_folder.h"
#include "gl/gl_fixture.h"

using namespace tapestry;
using namespace tapestry::demo;
using nlohmann::json;
using tapestry::test::fails_with;

namespace {

const std::filesystem::path shipped = std::filesystem::path(TAPESTRY_ASSETS) / "scenes";

json description() {
    return json::parse(R"({"title": "T", "about": "A.", "model": "m.glb", "panorama": "p.exr",
        "camera": {"eye_m": [0, 0, 1], "target_m": [0, 0, 0]}, "lens": {"focus_distance_m": 1}})");
}

Result<Scene> read_scene_text(const json& file) {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "test.scene.json";
    std::ofstream(path) << file.dump();
    return read_scene(path);
}

}  // namespace

TEST_CASE("Every shipped scene can be read, and its blur fits the shipped tables") {
    const auto entries = list_scenes(shipped);
    REQUIRE(entries.size() >= 5);
    for (const SceneEntry& entry : entries) {
        CAPTURE(entry.name);
        const auto scene = read_scene(entry.path);
        REQUIRE_MESSAGE(scene, scene.error().message);
        CHECK(scene->name == entry.name);
        CHECK(scene->title == entry.title);
        CHECK(scene->model.batches.size() > 0);
        // Tables reach to 24 px of 360 lines.
        CHECK(signed_coc_px(scene->camera, scene->camera.planes.far_m, 360) < 24.0);
    }
}

TEST_CASE("What is wrong with a scene's file is named") {
    json file = description();
    CHECK(fails_with(read_scene_text(file), "m.glb"));  // all else is right
    file.erase("title");
    CHECK(fails_with(read_scene_text(file), "title is not there"));
    file = description();
    file["camera"]["eye_m"] = {1, 2};
    CHECK(fails_with(read_scene_text(file), "camera.eye_m is not three numbers"));
    file = description();
    file["camera"]["eye_m"] = file["camera"]["target_m"];
    CHECK(fails_with(read_scene_text(file), "camera.target_m"));
    file = description();
    file["camera"]["near_m"] = 900;
    CHECK(fails_with(read_scene_text(file), "camera.far_m"));
    file = description();
    file["lens"]["f_number"] = 0;
    CHECK(fails_with(read_scene_text(file), "lens.f_number is out of range"));
    file = description();
    file["lens"]["focus_distance_m"] = 0.05;
    CHECK(fails_with(read_scene_text(file), "lens.focus_distance_m"));
    file = description();
    file["look"] = 3;
    CHECK(fails_with(read_scene_text(file), "look is not an object"));
    file["look"] = {{"exposure", "bright"}};
    CHECK(fails_with(read_scene_text(file), "look.exposure is not a number"));
    CHECK(fails_with(read_scene_text(json::array()), "not a JSON object"));
    CHECK(fails_with(read_scene("/no/such.scene.json"), "/no/such.scene.json"));
    CHECK(list_scenes("/no/such/folder").empty());
}
