/// Sequences: numbered files and films in and out, options that are animated, and going on after a stop.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "document/option_animation.h"
#include "effects/known_effects.h"
#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {
namespace {

using namespace demo;

void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path) << text;
}

/// Four noisy pictures of which one number is missing, each with a depth of a quarter of its size: a ramp
/// from 1 to 4 m.
struct Shots : Folder {
    Shots() {
        for (const int number : {7, 8, 10, 11}) {
            auto picture = noise_picture(64, 48);
            for (std::size_t i = 0; i < picture.rgba.size(); i += 4)
                picture.rgba[i] = static_cast<std::uint8_t>(picture.rgba[i] / (number - 6));
            char name[16];
            std::snprintf(name, sizeof name, "%03d", number);
            write_or_fail(*this / (std::string("s-") + name + ".png"), picture);
            GreyPicture depth{16, 12, {}};
            for (int i = 0; i < 16 * 12; ++i) depth.values.push_back(1.0 + 3.0 * (i % 16) / 15.0);
            REQUIRE(offline::write_pfm(*this / (std::string("d-") + name + ".pfm"), depth));
        }
    }

    ChildResult run(std::vector<std::string> more) const {
        more.insert(more.begin(), {"--headless", "--debug-gl", "--sequence"});
        return run_viewer(more);
    }
    std::string name(const char* file) const { return (*this / file).string(); }
};

TEST_CASE("keys of an animation: between two it goes evenly, by what is seen") {
    const auto animation = parse_animation(R"({"frames": 9, "keys": [
        {"frame": 1, "focus_distance_m": 1, "f_number": 1, "exposure_stops": -1},
        {"frame": 5, "focus_distance_m": 4, "f_number": 4}, {"frame": 7, "exposure_stops": 2}]})");
    REQUIRE_MESSAGE(animation, (animation ? "" : animation.error().message));
    CHECK(animation->frames == 9);
    Document document;
    document.effects = {new_effect(*find_effect_kind("depth-of-field"))};
    const auto at = [&](int frame) {
        auto moved = document_at(document, *animation, frame);
        REQUIRE_MESSAGE(moved, (moved ? "" : moved.error().message));
        return *moved;
    };
    const auto options = [&](int frame) { return depth_of_field_options(at(frame).effects[0].values); };
    CHECK(options(1).lens.focus_distance_m == 1.0f);
    CHECK(options(3).lens.focus_distance_m == doctest::Approx(1.6));  // half-way in 1 / distance
    CHECK(options(3).lens.f_number == doctest::Approx(2.0));          // half-way in stops
    CHECK(options(9).lens.f_number == 4.0f);
    CHECK(at(4).exposure_stops == doctest::Approx(0.5));
}

TEST_CASE("animations that make no sense are refused with what is wrong in them") {
    const std::pair<const char*, const char*> bad[] = {
        {"", "JSON"},
        {"[]", "JSON"},
        {"{}", "keys"},
        {R"({"keys": []})", "keys"},
        {R"({"keys": [3]})", "key 1"},
        {R"({"keys": [{"focus_distance_m": 2}]})", "frame"},
        {R"({"keys": [{"frame": 0, "f_number": 2}]})", "frame"},
        {R"({"keys": [{"frame": 1.5, "f_number": 2}]})", "frame"},
        {R"({"keys": [{"frame": 2, "f_number": "2"}]})", "f_number"},
        {R"({"keys": [{"frame": 2, "f_number": 2}, {"frame": 2, "f_number": 3}]})", "key 2"},
        {R"({"frames": 3, "keys": [{"frame": 4, "f_number": 2}]})", "frames"},
        {R"({"frame": 3, "keys": [{"frame": 4, "f_number": 2}]})", "\"frame\" means nothing"},
        {R"({"keys": [{"frame": 4}]})", "no option"}};
    for (const auto& [text, says] : bad) {
        CAPTURE(text);
        const auto animation = parse_animation(text);
        REQUIRE_FALSE(animation);
        CHECK_MESSAGE(animation.error().message.find(says) != std::string::npos, animation.error().message);
    }
    Document document;
    document.effects = {new_effect(*find_effect_kind("tilt-shift"))};
    CHECK_FALSE(document_at(document, *parse_animation(R"({"keys": [{"frame": 1, "f_number": 2}]})"), 1));
    CHECK_FALSE(document_at(document, *parse_animation(R"({"keys": [{"frame": 1, "max_radius": 99}]})"), 1));
}

TEST_CASE("numbered files in, the same numbers out, each with its own depth and the options of its frame") {
    const Shots shots;
    write_text(shots / "pull.json",
               R"({"keys": [{"frame": 1, "focus_distance_m": 1}, {"frame": 4, "focus_distance_m": 4}]})");
    const auto result = shots.run({"--in", shots.name("s-%03d.png"), "--depth", shots.name("d-###.pfm"),
                                   "--effect", "depth-of-field", "--set", "f_number=0.7", "--animation",
                                   shots.name("pull.json"), "--out", shots.name("o-%03d.png")});
    CHECK(result.err == "");
    REQUIRE(result.exit_code == 0);
    CHECK(result.out.find("wrote 4 pictures (64 x 48)") != std::string::npos);
    // What is in focus at a frame is what the source has there.
    const auto is_kept = [&](const char* number, int column) {
        const auto before = read_or_fail(shots / (std::string("s-") + number + ".png"));
        const auto after = read_or_fail(shots / (std::string("o-") + number + ".png"));
        int changed = 0;
        for (int y = 0; y < 48; ++y)
            changed += before.rgba[static_cast<std::size_t>(4 * (64 * y + column) + 1)] !=
                       after.rgba[static_cast<std::size_t>(4 * (64 * y + column) + 1)];
        return changed < 12;
    };
    CHECK(is_kept("007", 0));
    CHECK_FALSE(is_kept("007", 63));
    CHECK(is_kept("011", 63));
    CHECK_FALSE(is_kept("011", 0));
    CHECK_FALSE(std::filesystem::exists(shots / "o-009.png"));
}

TEST_CASE("a sequence goes on where it was stopped, and writes over otherwise") {
    const Shots shots;
    const std::vector<std::string> job = {"--in",  shots.name("s-%03d.png"), "--effect", "tilt-shift",
                                          "--out", shots.name("o-%03d.jpg")};
    REQUIRE(shots.run(job).exit_code == 0);
    std::filesystem::remove(shots / "o-010.jpg");
    write_text(shots / "o-008.jpg", "kept");
    auto again = job;
    again.push_back("--resume");
    const auto result = shots.run(again);
    REQUIRE(result.exit_code == 0);
    CHECK(result.out.find("wrote 1 pictures") != std::string::npos);
    CHECK(result.out.find("3 were there") != std::string::npos);
    CHECK(bytes_of(shots / "o-008.jpg") == "kept");
    CHECK(std::filesystem::exists(shots / "o-010.jpg"));
    REQUIRE(shots.run(job).exit_code == 0);
    CHECK(bytes_of(shots / "o-008.jpg") != "kept");
}

TEST_CASE("one picture with animated options is a sequence; without them it is none") {
    const Shots shots;
    write_text(shots / "grow.json",
               R"({"keys": [{"frame": 1, "max_radius": 0}, {"frame": 3, "max_radius": 0.05}]})");
    const auto result = shots.run({"--in", shots.name("s-007.png"), "--animation", shots.name("grow.json"),
                                   "--out", shots.name("o.png")});
    CHECK(result.err == "");
    REQUIRE(result.exit_code == 0);
    CHECK(read_or_fail(shots / "o-0001.png").rgba == read_or_fail(shots / "s-007.png").rgba);
    CHECK(read_or_fail(shots / "o-0003.png").rgba != read_or_fail(shots / "o-0002.png").rgba);
}

TEST_CASE("sequences that cannot be are refused in one line") {
    const Shots shots;
    const auto out = shots.name("o-%03d.png");
    std::filesystem::remove(shots / "d-010.pfm");
    const std::vector<std::pair<std::vector<std::string>, int>> bad = {
        {{"--in", shots.name("none-%03d.png"), "--out", out}, 1},
        {{"--in", shots.name("s-%03d.png"), "--depth", shots.name("d-%03d.pfm"), "--out", out}, 1},
        {{"--in", shots.name("s-%03d.png"), "--animation", shots.name("none.json"), "--out", out}, 1},
        {{"--in", shots.name("s-%03d.png"), "--out", shots.name("o-%03d.gif")}, 1},
        {{"--in", shots.name("s-%03d.png"), "--out", shots.name("o.mp4"), "--resume"}, 1},
        {{"--in", shots.name("s-007.png"), "--out", shots.name("o.png")}, 1}};
    for (const auto& [arguments, exit_code] : bad) {
        CAPTURE(arguments);
        const auto result = shots.run(arguments);
        CHECK(result.exit_code == exit_code);
        CHECK_MESSAGE(is_one_line(result.err), result.err);
    }
    CHECK(run_viewer({"--headless", "--in", shots.name("s-007.png"), "--resume", "--out", out}).exit_code ==
          2);
}

TEST_CASE("films go in and out by ffmpeg") {
    if (std::system("ffmpeg -version >/dev/null 2>&1") != 0) {
        MESSAGE("ffmpeg is not installed");
        const Shots shots;
        const auto result = shots.run({"--in", shots.name("s-%03d.png"), "--out", shots.name("o.mp4")});
        CHECK(result.exit_code == 1);
        CHECK(result.err.find("install the package ffmpeg") != std::string::npos);
        return;
    }
    const Shots shots;
    const auto written = shots.run({"--in", shots.name("s-%03d.png"), "--effect", "tilt-shift", "--set",
                                    "max_radius=0", "--out", shots.name("o.y4m")});
    CHECK(written.err == "");
    REQUIRE(written.exit_code == 0);
    const auto read = shots.run({"--in", shots.name("o.y4m"), "--effect", "tilt-shift", "--set",
                                 "max_radius=0", "--out", shots.name("back-%d.png")});
    CHECK(read.err == "");
    REQUIRE(read.exit_code == 0);
    CHECK(read.out.find("wrote 4 pictures") != std::string::npos);
    const auto before = read_or_fail(shots / "s-010.png"), after = read_or_fail(shots / "back-3.png");
    double sum = 0.0;
    for (std::size_t i = 0; i < before.rgba.size(); ++i)
        sum += std::abs(int(before.rgba[i]) - int(after.rgba[i]));
    // 8 bits of YCbCr, full colour resolution.
    CHECK(sum / static_cast<double>(before.rgba.size()) < 3.0);
}

}  // namespace
}  // namespace tapestry::test
