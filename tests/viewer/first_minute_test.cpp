// What a newcomer does in the first minute, by what is to be seen in the window alone.
#include <X11/keysym.h>
#include <doctest/doctest.h>

#include <cmath>

#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

/// Mean difference of two pictures' 8-bit values.
double difference(const offline::Picture8& a, const offline::Picture8& b) {
    REQUIRE(a.rgba.size() == b.rgba.size());
    double sum = 0.0;
    for (std::size_t i = 0; i < a.rgba.size(); ++i) sum += std::abs(int(a.rgba[i]) - int(b.rgba[i]));
    return sum / static_cast<double>(a.rgba.size());
}

/// Enough to be noticed.
constexpr double seen = 0.2;

TEST_CASE("the first minute: focus by a click, another bokeh, a tilt, and the picture follows each") {
    const VirtualDisplay display;
    const Folder folder;
    const WindowLayout layout{folder / "layout.json"};
    // Nothing is chosen for the newcomer but where files go.
    RunningViewer viewer(
        folder, {"--debug-gl", "--size", "1280x800", "--ui-scale", "1", "--out",
                 (folder / "saved.png").string(), "--write-layout", (folder / "layout.json").string()});
    WindowHand hand("Night lights", layout);
    const auto picture = [&] {
        hand.key(XK_s, true);
        return take_picture(folder / "saved.png");
    };
    const auto click = [&](const Place& place) { hand.click(place.x, place.y); };
    const Place canvas = hand.place("canvas");
    const Place heart = hand.place("bokeh: heart_0-24_16x3_flat");
    const Place tilt = hand.place("effect 2 on");
    // All of it is on the first screen.
    for (const Place& place : {heart, tilt, hand.place("focus_distance_m"), hand.place("f_number")})
        CHECK(place.bottom < 690);

    const auto follows = [&](const offline::Picture8& before, double least, const auto& act) {
        act();
        // The lens takes its time.
        hand.rest();
        auto after = picture();
        CHECK(difference(after, before) > least);
        return after;
    };
    const auto first = picture();
    // The houses, far behind the doll and the lantern.
    const auto focused = follows(first, seen, [&] { hand.click(canvas.right - 80, canvas.y - 40); });
    const auto hearts = follows(focused, 0.0, [&] { click(heart); });
    const auto banded = follows(hearts, seen, [&] { click(tilt); });
    // The end of the handle's bar; the band lies across the middle of the picture.
    follows(banded, seen, [&] { hand.drag(canvas.x + 123, canvas.y, canvas.x + 100, canvas.y + 90); });

    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

}  // namespace
}  // namespace tapestry::test
