#include <X11/keysym.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "effects/known_effects.h"
#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

constexpr int pair_width = 240;
constexpr int pair_height = 160;

/// The left half 1 m away, the right half 8 m.
GreyPicture two_walls() {
    GreyPicture distances{pair_width, pair_height, {}};
    for (int i = 0; i < pair_width * pair_height; ++i)
        distances.values.push_back(i % pair_width < pair_width / 2 ? 1.0 : 8.0);
    return distances;
}

/// Noise in halves whose distances are known, as files.
struct WallsDesk : Desk {
    std::filesystem::path depth = folder / "assets/photos/noise.depth.pfm";
    WallsDesk() { REQUIRE(offline::write_pfm(depth, two_walls())); }
};

/// The share of the pixels in columns [from, end) that differ.
double changed(const offline::Picture8& a, const offline::Picture8& b, int from, int end) {
    REQUIRE(a.width == b.width);
    REQUIRE(a.height == b.height);
    int count = 0;
    for (int y = 0; y < a.height; ++y)
        for (int x = from; x < end; ++x) {
            const auto at = static_cast<std::ptrdiff_t>(4 * (y * a.width + x));
            count += !std::equal(a.rgba.begin() + at, a.rgba.begin() + at + 4, b.rgba.begin() + at);
        }
    return count / (static_cast<double>(end - from) * a.height);
}

/// Away from the edge between the halves, over which blur spreads.
constexpr int left_end = pair_width / 2 - 40;
constexpr int right_from = pair_width / 2 + 40;

std::vector<std::string> job(const WallsDesk& desk, const std::vector<std::string>& more) {
    std::vector<std::string> all = {
        "--headless", "--debug-gl",        "--assets", (desk.folder / "assets").string(),
        "--in",       desk.photo.string(), "--out",    desk.saved.string()};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

offline::Picture8 run_job(const WallsDesk& desk, const std::vector<std::string>& more) {
    const auto result = run_viewer(job(desk, more));
    CHECK(result.err == "");
    REQUIRE(result.exit_code == 0);
    return take_picture(desk.saved);
}

TEST_CASE(
    "a photograph with a depth beside it is opened through a lens, which keeps what is in focus to the bit") {
    const WallsDesk desk;
    const auto before = read_or_fail(desk.photo);
    const auto near = run_job(desk, {"--set", "focus_distance_m=1", "--set", "f_number=1"});
    CHECK(changed(before, near, 0, left_end) == 0.0);
    CHECK(changed(before, near, right_from, pair_width) > 0.95);
    const auto far = run_job(desk, {"--set", "focus_distance_m=8", "--set", "f_number=1"});
    CHECK(changed(before, far, 0, left_end) > 0.95);
    CHECK(changed(before, far, right_from, pair_width) == 0.0);
    // Without effects that need it, the picture is what it was.
    CHECK(run_job(desk, {"--effect", "tilt-shift", "--set", "max_radius=0"}).rgba == before.rgba);
}

TEST_CASE("autofocus looks at its place, ranges keep what is between them") {
    const WallsDesk desk;
    const auto before = read_or_fail(desk.photo);
    const auto check_sharp = [&](const offline::Picture8& after, bool left_is_sharp) {
        const double left = changed(before, after, 0, left_end);
        const double right = changed(before, after, right_from, pair_width);
        CHECK((left_is_sharp ? left : right) == 0.0);
        CHECK((left_is_sharp ? right : left) > 0.95);
    };
    const std::vector<std::string> lens = {"--set", "f_number=1", "--set", "autofocus=on"};
    for (const bool left : {true, false}) {
        auto arguments = lens;
        arguments.insert(arguments.end(), {"--set", left ? "autofocus_x=0.2" : "autofocus_x=0.8"});
        check_sharp(run_job(desk, arguments), left);
    }
    const std::vector<std::string> ranges = {"--set", "defocus=ranges", "--set", "near_start_m=0.1"};
    auto near = ranges;
    near.insert(near.end(), {"--set", "near_end_m=0.5", "--set", "far_start_m=2", "--set", "far_end_m=8"});
    check_sharp(run_job(desk, near), true);
    auto far = ranges;
    far.insert(far.end(), {"--set", "near_end_m=4", "--set", "far_start_m=10", "--set", "far_end_m=80"});
    check_sharp(run_job(desk, far), false);
}

TEST_CASE("disparity in a PNG comes to the same picture as metres in a PFM") {
    const WallsDesk desk;
    GreyPicture disparity = two_walls();
    for (double& value : disparity.values) value = (1.0 / value - 1.0 / 8.0) / (1.0 / 0.5 - 1.0 / 8.0);
    const auto png = desk.folder / "other.png";
    REQUIRE(offline::write_grey_png(png, disparity, 16));
    const auto metres = run_job(desk, {"--set", "focus_distance_m=1"});
    const auto other = run_job(desk, {"--set", "focus_distance_m=1", "--depth", png.string(), "--depth-near",
                                      "0.5", "--depth-far", "8"});
    // 16 bits of disparity are not floats: half a level here and there.
    CHECK(changed(metres, other, 0, left_end) == 0.0);
    int worst = 0;
    for (std::size_t i = 0; i < metres.rgba.size(); ++i)
        worst = std::max(worst, std::abs(int(metres.rgba[i]) - int(other.rgba[i])));
    CHECK(worst <= 1);
}

TEST_CASE("a depth that does not fit is refused in one line") {
    const WallsDesk desk;
    REQUIRE(offline::write_pfm(desk.folder / "small.pfm", {2, 1, {1.0, 2.0}}));
    const std::vector<std::vector<std::string>> bad = {
        {"--depth", (desk.folder / "small.pfm").string()},
        {"--depth", (desk.folder / "none.pfm").string()},
        {"--depth-kind", "linear", "--depth-near", "5", "--depth-far", "5"}};
    for (const auto& arguments : bad) {
        CAPTURE(arguments);
        const auto result = run_viewer(job(desk, arguments));
        CHECK(result.exit_code == 1);
        CHECK_MESSAGE(is_one_line(result.err), result.err);
        CHECK_FALSE(std::filesystem::exists(desk.saved));
    }
}

TEST_CASE("a tilted plane of focus is sharp where it meets what is there, and nowhere else") {
    const WallsDesk desk;
    const auto before = read_or_fail(desk.photo);
    // Swung until it comes as near as the left wall in the middle of that, a quarter of the width off
    // the axis.
    const double ray =
        0.25 * pair_width / pair_height * 2.0 * std::tan(0.5 * 26.9915 * std::numbers::pi / 180.0);
    const double swing_deg = std::atan((4.0 - 1.0) / ray) * 180.0 / std::numbers::pi;
    const auto after = run_job(desk, {"--effect", "tilted-focus", "--set", "focus_distance_m=4", "--set",
                                      "swing_deg=" + std::to_string(-swing_deg), "--set", "f_number=0.5",
                                      "--set", "depth_quality=rendered"});
    CHECK(changed(before, after, pair_width / 4 - 1, pair_width / 4 + 1) == 0.0);
    CHECK(changed(before, after, 0, pair_width / 8) > 0.95);
    CHECK(changed(before, after, 3 * pair_width / 8, pair_width / 2) > 0.95);
    // Ten columns right of the middle it meets the other wall.
    CHECK(changed(before, after, pair_width / 2 + 20, pair_width) > 0.95);
}

TEST_CASE("by hand: a tilted plane takes the lens's place, and clicks and the wheel are its own then") {
    const VirtualDisplay display;
    const WallsDesk desk;
    RunningViewer viewer(desk.folder, desk.arguments({"--set", "focus_distance_m=8"}));
    WindowHand hand("noise.png", desk.layout);
    const Place canvas = hand.place("canvas");
    const Place add = hand.place("Add");
    hand.click(add.x, add.y);
    // Escape leaves the menu, and the button opens it again.
    (void)hand.place("add: tilted-focus");
    hand.key(XK_Escape);
    REQUIRE_FALSE(hand.sees("add: tilted-focus"));
    hand.click(add.x, add.y);
    const Place tilted = hand.place("add: tilted-focus");
    hand.click(tilted.x, tilted.y);
    const Place tilt = hand.place("tilt_deg");
    CHECK(tilt.bottom < 800);
    const demo::Document added = desk.take_preset(hand);
    REQUIRE(added.effects.size() == 3);
    CHECK_FALSE(added.effects[0].on);
    demo::EffectEntry effect = added.effects[2];
    CHECK(effect.kind == "tilted-focus");
    CHECK(effect.bokeh == added.effects[0].bokeh);
    CHECK(*demo::focus_in(effect) == 8.0f);

    // Below the middle of the left wall the plane is nearer than in the middle of the picture.
    hand.click(canvas.x - pair_width / 2, canvas.y + pair_height / 2);
    hand.rest();
    effect = desk.take_preset(hand).effects[2];
    const double ray = 0.25 * 2.0 * std::tan(0.5 * 26.9915 * std::numbers::pi / 180.0);
    CHECK(*demo::focus_in(effect) ==
          doctest::Approx(1.0 + ray * std::tan(60.0 * std::numbers::pi / 180.0)).epsilon(0.03));

    hand.move(canvas.x, canvas.y);
    hand.scroll(true);
    CHECK(demo::f_number_of(desk.take_preset(hand).effects[2].values) ==
          doctest::Approx(demo::f_number_of(effect.values) * 1.09f));
    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

TEST_CASE("by hand: drop a depth, focus by clicks, change the bokeh, load a preset, let autofocus look") {
    const VirtualDisplay display;
    const WallsDesk desk;
    std::filesystem::copy_file(shipped_table("heart_0-24_12x3_flat.tap"),
                               desk.folder / "assets/tables/heart.tap");
    std::filesystem::rename(desk.depth, desk.folder / "walls_depth.pfm");
    const auto before = read_or_fail(desk.photo);
    RunningViewer viewer(desk.folder, desk.arguments());
    WindowHand hand("noise.png", desk.layout);
    const Place canvas = hand.place("canvas");
    REQUIRE(hand.drop(desk.folder / "walls_depth.pfm"));
    const Place f_number = hand.place("f_number");
    CHECK(f_number.x > canvas.x);

    const auto click_and_save = [&](int x) {
        hand.click(x, canvas.y);
        // The hand on the lens takes its time.
        hand.rest();
        return desk.take_picture(hand);
    };
    // The picture is drawn twice as large as it is, in the middle.
    const auto left = click_and_save(canvas.x - pair_width / 2);
    CHECK(changed(before, left, 0, left_end) == 0.0);
    CHECK(changed(before, left, right_from, pair_width) > 0.95);
    const auto right = click_and_save(canvas.x + pair_width / 2);
    CHECK(changed(before, right, 0, left_end) > 0.95);
    CHECK(changed(before, right, right_from, pair_width) == 0.0);

    // Another bokeh is another picture; the preset that was saved before brings the old one back.
    hand.key(XK_p, true);
    const Place heart = hand.place("bokeh: heart");
    hand.click(heart.x, heart.y);
    const auto hearts = desk.take_picture(hand);
    CHECK(changed(right, hearts, 0, left_end) > 0.9);
    CHECK(changed(right, hearts, right_from, pair_width) == 0.0);
    REQUIRE(hand.drop(desk.preset));
    CHECK(desk.take_picture(hand).rgba == right.rgba);

    // With autofocus a click chooses where it looks.
    const Place autofocus = hand.place("Autofocus##autofocus");
    hand.click(autofocus.x, autofocus.y);
    const auto followed = click_and_save(canvas.x - pair_width / 2);
    CHECK(changed(before, followed, 0, left_end) == 0.0);
    CHECK(changed(before, followed, right_from, pair_width) > 0.95);

    hand.key(XK_p, true);
    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
    const auto again = run_viewer({"--headless", "--debug-gl", "--assets", (desk.folder / "assets").string(),
                                   "--preset", desk.preset.string(), "--out", desk.saved.string()});
    CHECK(again.err == "");
    REQUIRE(again.exit_code == 0);
    CHECK(take_picture(desk.saved).rgba == followed.rgba);
}

}  // namespace
}  // namespace tapestry::test
