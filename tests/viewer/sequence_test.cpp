#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "document/camera_path.h"
#include "document/preset_file.h"
#include "offline/io/exr_file.h"
#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

using namespace demo;

CameraKey path_key(float x, float focus_m) {
    return {{true, {x, 1.0f, 5.0f}, {x, 0.0f, 0.0f}}, focus_m, 2.0f};
}

TEST_CASE("a path goes through its keys, evenly between two, smoothly between more") {
    CameraPath path;
    path.keys = {path_key(0.0f, 1.0f), path_key(2.0f, 4.0f)};
    CHECK(key_at(path, 0.0) == path.keys[0]);
    CHECK(key_at(path, 1.0) == path.keys[1]);
    const CameraKey middle = key_at(path, 0.5);
    CHECK(middle.camera.eye_m[0] == doctest::Approx(1.0));
    // Half-way in 1 / distance.
    CHECK(middle.focus_distance_m == doctest::Approx(1.6));

    path.keys.push_back(path_key(3.0f, 8.0f));
    path.keys.push_back(path_key(7.0f, 2.0f));
    for (std::size_t i = 0; i < path.keys.size(); ++i)
        CHECK(key_at(path, static_cast<double>(i) / 3.0).camera.eye_m[0] ==
              doctest::Approx(static_cast<double>(path.keys[i].camera.eye_m[0])));
    // No jump of place or speed where one piece meets the next.
    const auto x = [&](double share) { return static_cast<double>(key_at(path, share).camera.eye_m[0]); };
    for (const double at : {1.0 / 3.0, 2.0 / 3.0}) {
        constexpr double step = 1e-3;
        CHECK(x(at + step) - x(at) == doctest::Approx(x(at) - x(at - step)).epsilon(0.02));
    }
    // A zoom goes by even steps of the field of view, and needs both ends.
    path.keys[0].camera.focal_length_mm = 50.0f;
    CHECK(key_at(path, 1.0 / 6.0).camera.focal_length_mm == 50.0f);
    path.keys[1].camera.focal_length_mm = 100.0f;
    CHECK(key_at(path, 1.0 / 6.0).camera.focal_length_mm == doctest::Approx(200.0 / 3.0));
    CHECK(key_at(path, -1.0) == path.keys.front());
    CHECK(key_at(path, 2.0) == path.keys.back());
    path.keys.resize(1);
    CHECK(key_at(path, 0.7) == path.keys[0]);
}

TEST_CASE("presets keep a path, and say what is wrong with one") {
    Document document;
    document.path = {{path_key(0.0f, 1.0f), path_key(2.5f, 4.0f)}, 12};
    document.path.keys[0].camera.focal_length_mm = 35.0f;
    document.path.keys[1].camera = {};
    document.camera = {true, {0.0f, 1.0f, 2.0f}, {0.0f, 0.0f, 0.0f}, 135.0f};
    const auto again = parse_preset(preset_text(document));
    REQUIRE_MESSAGE(again, again.error().message);
    CHECK(again->path == document.path);
    CHECK(again->camera == document.camera);
    for (const char* bad : {R"({"frames": 1})", R"({"keys": 3})", R"({"keys": [{"focus_distance_m": 0}]})",
                            R"({"keys": [{"eye_m": [0, 0, 1]}]})", R"({"keys": [{"speed": 1}]})",
                            R"({"keys": [{"focal_length_mm": 2}]})"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_preset(std::string(R"({"tapestry preset": 1, "path": )") + bad + "}"));
    }
}

TEST_CASE("a headless job writes every picture along a preset's path: the first is the first key's") {
    const Folder folder;
    const std::string picture = std::string(TAPESTRY_ASSETS) + "/pairs/chess.png";
    Document document;
    document.picture = picture;
    document.depth = depth_beside(picture);
    REQUIRE(document.depth.file != "");
    document.effects = {new_effect(*find_effect_kind("depth-of-field"))};
    document.path = {{{{}, 1.0f, 1.4f}, {{}, 3.0f, 1.4f}}, 3};
    REQUIRE(write_preset(folder / "path.json", document));
    const auto job = [&](std::vector<std::string> more) {
        more.insert(more.begin(), {"--headless", "--debug-gl", "--preset", (folder / "path.json").string()});
        const auto result = run_viewer(more);
        CHECK(result.err == "");
        CHECK(result.exit_code == 0);
    };
    job({"--sequence", "--out", (folder / "pull.png").string()});
    CHECK(folder.file_names() ==
          std::vector<std::string>{"path.json", "pull-0001.png", "pull-0002.png", "pull-0003.png"});
    const auto first = read_or_fail(folder / "pull-0001.png");
    const auto last = read_or_fail(folder / "pull-0003.png");
    CHECK(first.rgba != read_or_fail(folder / "pull-0002.png").rgba);
    CHECK(first.rgba != last.rgba);
    std::filesystem::remove(folder / "pull-0002.png");
    write_or_fail(folder / "pull-0001.png", last);
    job({"--sequence", "--resume", "--out", (folder / "pull.png").string()});
    CHECK(read_or_fail(folder / "pull-0001.png").rgba == last.rgba);
    CHECK(std::filesystem::exists(folder / "pull-0002.png"));
    job({"--set", "focus_distance_m=3", "--set", "f_number=1.4", "--out", (folder / "end.png").string()});
    CHECK(read_or_fail(folder / "end.png").rgba == last.rgba);
}

TEST_CASE("an EXR is the same picture in linear light") {
    const Folder folder;
    const auto photo = folder / "noise.png";
    write_or_fail(photo, noise_picture(96, 64));
    const auto shown = filter_headless(photo, {"--set", "max_radius=0.05"});
    const auto out = folder / "out.exr";
    const auto result = run_viewer({"--headless", "--debug-gl", "--in", photo.string(), "--effect",
                                    "tilt-shift", "--set", "max_radius=0.05", "--out", out.string()});
    CHECK(result.err == "");
    REQUIRE(result.exit_code == 0);
    const auto linear = offline::read_exr(out);
    REQUIRE(linear);
    const auto again = offline::to_srgb8(*linear);
    REQUIRE(again.rgba.size() == shown.rgba.size());
    int worst = 0;
    for (std::size_t i = 0; i < shown.rgba.size(); ++i)
        worst = std::max(worst, std::abs(int(again.rgba[i]) - int(shown.rgba[i])));
    // Both round what the same filter made, one to halves and one to bytes.
    CHECK(worst <= 1);
}

TEST_CASE("a plate has the pictures beside each other; a sequence without a path is refused") {
    const Folder folder;
    const auto photo = folder / "noise.png";
    write_or_fail(photo, noise_picture(308, 64));
    const auto out = (folder / "plate.png").string();
    const auto result = run_viewer({"--headless", "--debug-gl", "--in", photo.string(), "--effect",
                                    "tilt-shift", "--set", "max_radius=0.05", "--plate", "--out", out});
    CHECK(result.err == "");
    REQUIRE(result.exit_code == 0);
    const auto plate = read_or_fail(out);
    CHECK(plate.width == 308);
    CHECK(plate.height == 64);
    // The first third is the original, above its label.
    const auto before = read_or_fail(photo);
    CHECK(std::equal(plate.rgba.begin(), plate.rgba.begin() + 400, before.rgba.begin()));
    const auto refused = run_viewer(
        {"--headless", "--in", photo.string(), "--sequence", "--out", (folder / "s.png").string()});
    CHECK(refused.exit_code == 1);
    CHECK_MESSAGE(is_one_line(refused.err), refused.err);
}

}  // namespace
}  // namespace tapestry::test
