// A way for the camera, set, played, stopped and written in the window.
#include <X11/keysym.h>
#include <doctest/doctest.h>

#include "document/preset_file.h"
#include "effects/known_effects.h"
#include "render/image_sequence.h"
#include "tests/processes/waiting.h"
#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

using namespace demo;

constexpr int panel_bottom = 680;

/// Scrolls the panel to a control, then presses it; where it is.
Place press(WindowHand& hand, const std::string& name) {
    const Place canvas = hand.place("canvas");
    Place place = hand.place(name);
    for (int i = 0; i < 60 && place.bottom > panel_bottom; ++i) {
        hand.move(canvas.right + 160, 300);
        hand.scroll(false);
        const Place now = hand.place(name);
        if (now.top == place.top) break;  // the panel's end
        place = now;
    }
    hand.click(place.x, place.y);
    return place;
}

float focus_of(const Document& document) {
    auto values = document.effects[0].values;
    return focus_distance_of(values);
}

TEST_CASE("by hand: two keys make a way that is played, stopped half-way and written") {
    const VirtualDisplay display;
    const Desk desk;
    GreyPicture distances{240, 160, {}};
    for (int i = 0; i < 240 * 160; ++i) distances.values.push_back(i % 240 < 120 ? 1.0 : 8.0);
    REQUIRE(offline::write_pfm(desk.folder / "assets/photos/noise.depth.pfm", distances));
    RunningViewer viewer(desk.folder, desk.arguments({"--set", "focus_distance_m=8"}));
    WindowHand hand("noise.png", desk.layout);
    const Place canvas = hand.place("canvas");

    press(hand, "Add key");
    hand.click(canvas.x - 120, canvas.y);
    press(hand, "Add key");
    const Document set = desk.take_preset(hand);
    REQUIRE(set.path.keys.size() == 2);
    CHECK(set.path.keys[0].focus_distance_m == 8.0f);
    CHECK(set.path.keys[1].focus_distance_m == doctest::Approx(1.0));
    // From its start.
    const auto open_with_frames = [&](int frames) {
        Document document = document_at(set, set.path.keys[0]);
        document.path.frames = frames;
        const auto file = desk.folder / "path.json";
        REQUIRE(write_preset(file, document));
        REQUIRE(hand.drop(file));
    };

    // Seven minutes from one end to the other: the same button stops it on its way, however slow the hand is.
    open_with_frames(10000);
    const Place play = press(hand, "play path");
    REQUIRE(wait_until([&] { return focus_of(desk.take_preset(hand)) < 8.0f; }));
    hand.click(play.x, play.y);
    const float half_way = focus_of(desk.take_preset(hand));
    CHECK(half_way < 8.0f);
    CHECK(half_way > 1.0f);
    CHECK(focus_of(desk.take_preset(hand)) == half_way);
    open_with_frames(12);
    press(hand, "play path");
    CHECK(wait_until([&] { return focus_of(desk.take_preset(hand)) == set.path.keys[1].focus_distance_m; }));

    // So many that there is time to stop.
    open_with_frames(480);
    press(hand, "write sequence");
    REQUIRE(wait_until([&] { return std::filesystem::exists(desk.folder / "saved-0002.png"); }));
    press(hand, "cancel sequence");
    const auto first = read_or_fail(desk.folder / "saved-0001.png");
    CHECK(first.width == 240);
    (void)hand.place("write sequence");
    CHECK_FALSE(std::filesystem::exists(desk.folder / "saved-0480.png"));

    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

}  // namespace
}  // namespace tapestry::test
