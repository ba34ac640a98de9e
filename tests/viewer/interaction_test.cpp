#include <X11/keysym.h>
#include <doctest/doctest.h>

#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

/// The middle of the canvas, and of a picture that is fitted to it, in a window of 1280 x 800 at scale 1.
constexpr int middle_x = 482;
constexpr int middle_y = 385;
/// A place on the track of the first slider, the blur radius.
constexpr int slider_x = 1180;
constexpr int slider_y = 171;

TEST_CASE("what the window saves is what a headless job writes, whatever was done before") {
    const VirtualDisplay display;
    const Desk desk;
    RunningViewer viewer(desk.folder, desk.arguments({"--set", "max_radius=0.06"}));
    WindowHand hand("noise.png");

    hand.key(XK_s, true);
    CHECK(take_picture(desk.saved).rgba == desk.headless({"--set", "max_radius=0.06"}).rgba);

    SUBCASE("a double-click on a slider resets it") {
        // On a busy machine one frame may see two of the four acts, or the second press come late: try other
        // gaps.
        const auto wanted = desk.headless();
        offline::Picture8 saved;
        for (const int gap : {60, 100, 150, 200, 100, 150, 200}) {
            hand.double_click(slider_x, slider_y, gap);
            hand.key(XK_s, true);
            saved = take_picture(desk.saved);
            if (saved.rgba == wanted.rgba) break;
        }
        CHECK(saved.rgba == wanted.rgba);
    }
    SUBCASE("dragging a slider changes the picture, R resets it") {
        hand.drag(slider_x, slider_y, slider_x + 50, slider_y);
        hand.key(XK_s, true);
        const auto dragged = take_picture(desk.saved);
        CHECK(dragged.rgba != desk.headless().rgba);
        CHECK(dragged.rgba != desk.headless({"--set", "max_radius=0.06"}).rgba);
        hand.key(XK_r);
        hand.key(XK_s, true);
        CHECK(take_picture(desk.saved).rgba == desk.headless().rgba);
    }
    SUBCASE("dragging the band's centre moves the band") {
        hand.drag(middle_x, middle_y, middle_x, middle_y + 80);
        hand.key(XK_s, true);
        CHECK(take_picture(desk.saved).rgba != desk.headless({"--set", "max_radius=0.06"}).rgba);
    }
    SUBCASE("zooming, panning and comparing leave the picture alone") {
        hand.move(middle_x + 150, middle_y + 200);
        for (int i = 0; i < 6; ++i) hand.scroll(i % 3 != 2);
        hand.drag(middle_x + 150, middle_y + 200, middle_x + 60, middle_y + 120);
        for (const unsigned long symbol : {XK_d, XK_b, XK_Tab, XK_f, XK_1, XK_Tab, XK_space})
            hand.key(symbol);
        hand.key(XK_s, true);
        CHECK(take_picture(desk.saved).rgba == desk.headless({"--set", "max_radius=0.06"}).rgba);
    }
    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

}  // namespace
}  // namespace tapestry::test
