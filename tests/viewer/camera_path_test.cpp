// A way for the camera, set, played, stopped and written in the window.
#include <X11/keysym.h>
#include <doctest/doctest.h>

#include <chrono>
#include <thread>

#include "effects/kinds.h"
#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

using namespace demo;
using std::chrono::milliseconds;

constexpr int panel_bottom = 680;

/// Scrolls the panel to a control, then presses it.
void press(const Desk& desk, WindowHand& hand, const std::string& name) {
    const Place canvas = desk.layout.place("canvas");
    Place place = desk.layout.place(name);
    for (int i = 0; i < 60 && place.bottom > panel_bottom; ++i) {
        hand.move(canvas.right + 160, 300);
        hand.scroll(false);
        const Place now = desk.layout.place(name);
        if (now.top == place.top) break;  // the panel's end
        place = now;
    }
    hand.click(place.x, place.y);
}

float focus_of(const Document& document) {
    auto values = document.effects[0].values;
    return focus_distance_of(values);
}

TEST_CASE("by hand: two keys make a way that is played, stopped half-way and written") {
    const VirtualDisplay display;
    const Desk desk;
    offline::GreyPicture distances{240, 160, {}};
    for (int i = 0; i < 240 * 160; ++i) distances.values.push_back(i % 240 < 120 ? 1.0 : 8.0);
    REQUIRE(offline::write_pfm(desk.folder / "assets/photos/noise.depth.pfm", distances));
    RunningViewer viewer(desk.folder, desk.arguments({"--set", "focus_distance_m=8"}));
    WindowHand hand("noise.png");
    const Place canvas = desk.layout.place("canvas");

    press(desk, hand, "Add key");
    hand.click(canvas.x - 120, canvas.y);
    std::this_thread::sleep_for(milliseconds(1500));
    press(desk, hand, "Add key");
    const Document set = desk.take_preset(hand);
    REQUIRE(set.path.keys.size() == 2);
    CHECK(set.path.keys[0].focus_distance_m == 8.0f);
    CHECK(set.path.keys[1].focus_distance_m == doctest::Approx(1.0));

    // Two seconds from one end to the other: the same button stops it on its way.
    press(desk, hand, "play path");
    std::this_thread::sleep_for(milliseconds(400));
    hand.press();
    hand.release();
    const float half_way = focus_of(desk.take_preset(hand));
    CHECK(half_way < 8.0f);
    CHECK(half_way > 1.0f);
    CHECK(focus_of(desk.take_preset(hand)) == half_way);
    press(desk, hand, "play path");
    for (int i = 0; i < 100 && focus_of(desk.take_preset(hand)) != set.path.keys[1].focus_distance_m; ++i)
        std::this_thread::sleep_for(milliseconds(100));
    CHECK(focus_of(desk.take_preset(hand)) == set.path.keys[1].focus_distance_m);

    // So many that there is time to stop.
    const Place frames = desk.layout.place("path_frames");
    hand.drag(frames.x, frames.y, frames.right - 2, frames.y);
    press(desk, hand, "write sequence");
    for (int i = 0; i < 400 && !std::filesystem::exists(desk.folder / "saved-0002.png"); ++i)
        std::this_thread::sleep_for(milliseconds(20));
    press(desk, hand, "cancel sequence");
    const auto first = read_or_fail(desk.folder / "saved-0001.png");
    CHECK(first.width == 240);
    (void)desk.layout.place("write sequence");
    CHECK_FALSE(std::filesystem::exists(desk.folder / "saved-0480.png"));

    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

}  // namespace
}  // namespace tapestry::test
