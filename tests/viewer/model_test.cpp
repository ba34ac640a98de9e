// glTF models alone, headless: as pictures are opened, animated, and in sequences.
#include <doctest/doctest.h>

#include "document/preset_file.h"
#include "tests/scene/gltf_builder.h"
#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

using namespace demo;
using nlohmann::json;

/// A glowing square that grows from nothing in a second.
GltfBuilder growing() {
    GltfBuilder builder;
    json part = builder.square();
    part["material"] = 0;
    builder.add("materials", {{"emissiveFactor", {1, 0, 0}},
                              {"alphaMode", "BLEND"},
                              {"pbrMetallicRoughness", {{"baseColorFactor", {0, 0, 0, 1}}}}});
    builder.add("meshes", {{"primitives", {part}}});
    builder.add_node({{"mesh", 0}, {"translation", {0.5, 0.5, 0}}});
    builder.add_node({{"camera", 0}, {"translation", {0.6, 0.6, 3}}});
    builder.file["cameras"] = {{{"type", "perspective"}, {"perspective", {{"yfov", 0.5}}}}};
    const int times = builder.floats({0, 1}, "SCALAR"), values = builder.floats({0, 0, 0, 1, 1, 1}, "VEC3");
    builder.add("animations", {{"channels", {{{"sampler", 0}, {"target", {{"node", 0}, {"path", "scale"}}}}}},
                               {"samplers", {{{"input", times}, {"output", values}}}}});
    return builder;
}

bool glows(const offline::Picture8& picture) {
    const std::size_t middle =
        4 * (static_cast<std::size_t>(picture.width) * (picture.height / 2) + picture.width / 2);
    return picture.rgba[middle] > 150 && picture.rgba[middle + 1] < 120;
}

std::vector<std::string> job(const std::filesystem::path& out, std::vector<std::string> more) {
    for (const std::string& each : {std::string("--headless"), std::string("--size"), std::string("96x64"),
                                    std::string("--out"), out.string()})
        more.push_back(each);
    return more;
}

TEST_CASE("a model opens by its name, says what it lacks, and shows the time that is asked for") {
    const Folder folder;
    growing().write(folder / "Thing.GLB");
    const std::string model = (folder / "Thing.GLB").string();
    for (const std::vector<std::string>& way :
         {std::vector<std::string>{"--in", model}, {model}, {"--scene", model}}) {
        CAPTURE(way.back());
        auto at_half = way;
        at_half.insert(at_half.end(), {"--time", "0.5"});
        const ChildResult result = run_viewer(job(folder / "out.png", at_half));
        REQUIRE_MESSAGE(result.exit_code == 0, result.err);
        CHECK(result.err ==
              "tapestry-viewer: " + model + ": alpha blending is taken as a mask at 0.5 (1 material)\n");
        CHECK(glows(read_or_fail(folder / "out.png")));
    }
    REQUIRE(run_viewer(job(folder / "out.png", {"--in", model})).exit_code == 0);
    CHECK_FALSE(glows(read_or_fail(folder / "out.png")));
}

TEST_CASE("a sequence of what moves by itself needs no keys") {
    const Folder folder;
    growing().write(folder / "thing.gltf");
    Document document;
    document.picture = (folder / "thing.gltf").string();
    document.effects = {new_effect(*find_effect_kind("depth-of-field"))};
    document.path.frames = 3;
    document.scene_time_s = 1.0f - 1.0f / 24.0f;
    REQUIRE(write_preset(folder / "film.json", document));
    const auto read = read_preset(folder / "film.json");
    REQUIRE(read);
    CHECK(read->scene_time_s == document.scene_time_s);
    const auto run = [&] {
        return run_viewer(
            job(folder / "film.png", {"--preset", (folder / "film.json").string(), "--sequence"}));
    };
    const ChildResult result = run();
    REQUIRE_MESSAGE(result.exit_code == 0, result.err);
    // A picture before the end, the end, and one after it has begun again.
    CHECK(glows(read_or_fail(folder / "film-0001.png")));
    CHECK(glows(read_or_fail(folder / "film-0002.png")));
    CHECK_FALSE(glows(read_or_fail(folder / "film-0003.png")));
    document.scene_plays = false;
    REQUIRE(write_preset(folder / "film.json", document));
    CHECK(run().err.find("a sequence goes from key to key") != std::string::npos);
}

TEST_CASE("a model that cannot be read says why in a line") {
    const Folder folder;
    GltfBuilder builder = growing();
    builder.file["extensionsUsed"] = builder.file["extensionsRequired"] = {"ACME_glitter"};
    builder.write(folder / "thing.gltf");
    for (const char* way : {"--in", "--scene"}) {
        const ChildResult result =
            run_viewer(job(folder / "out.png", {way, (folder / "thing.gltf").string()}));
        CHECK(result.exit_code == 1);
        CHECK(result.err == "tapestry-viewer: " + (folder / "thing.gltf").string() +
                                ": it needs the extension ACME_glitter, which is not supported\n");
    }
}

}  // namespace
}  // namespace tapestry::test
