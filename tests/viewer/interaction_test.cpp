#include <X11/keysym.h>
#include <doctest/doctest.h>

#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

TEST_CASE("what the window saves is what a headless job writes, whatever was done before") {
    const VirtualDisplay display;
    const Desk desk;
    RunningViewer viewer(desk.folder, desk.arguments({"--set", "max_radius=0.06"}));
    WindowHand hand("noise.png", desk.layout);
    const Place slider = hand.place("max_radius");
    const Place canvas = hand.place("canvas");

    CHECK(desk.take_picture(hand).rgba == desk.headless({"--set", "max_radius=0.06"}).rgba);

    SUBCASE("a double-click on a slider resets it") {
        hand.double_click(slider.x, slider.y);
        CHECK(desk.take_picture(hand).rgba == desk.headless().rgba);
    }
    SUBCASE("dragging a slider changes the picture, R resets it") {
        hand.drag(slider.x + 30, slider.y, slider.x + 80, slider.y);
        const auto dragged = desk.take_picture(hand);
        CHECK(dragged.rgba != desk.headless().rgba);
        CHECK(dragged.rgba != desk.headless({"--set", "max_radius=0.06"}).rgba);
        hand.key(XK_r);
        CHECK(desk.take_picture(hand).rgba == desk.headless().rgba);
    }
    SUBCASE("dragging the band's centre moves the band") {
        hand.drag(canvas.x, canvas.y, canvas.x, canvas.y + 80);
        CHECK(desk.take_picture(hand).rgba != desk.headless({"--set", "max_radius=0.06"}).rgba);
    }
    SUBCASE("zooming, panning and comparing leave the picture alone") {
        hand.move(canvas.x + 150, canvas.y + 200);
        for (int i = 0; i < 6; ++i) hand.scroll(i % 3 != 2);
        hand.drag(canvas.x + 150, canvas.y + 200, canvas.x + 60, canvas.y + 120);
        for (const unsigned long symbol : {XK_d, XK_b, XK_Tab, XK_f, XK_1, XK_Tab, XK_space})
            hand.key(symbol);
        CHECK(desk.take_picture(hand).rgba == desk.headless({"--set", "max_radius=0.06"}).rgba);
    }
    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

}  // namespace
}  // namespace tapestry::test
