#include <X11/keysym.h>
#include <doctest/doctest.h>

#include <iterator>
#include <random>

#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

TEST_CASE("any events at all: no crash and no word from OpenGL") {
    const VirtualDisplay display;
    const Desk desk;
    RunningViewer viewer(desk.folder, desk.arguments());
    WindowHand hand("noise.png", desk.layout);
    std::mt19937 random(7);
    const auto up_to = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    constexpr unsigned long keys[] = {XK_d,      XK_b, XK_f,      XK_1,      XK_r,    XK_Tab,
                                      XK_Escape, XK_5, XK_period, XK_Return, XK_space};
    for (int i = 0; i < 40; ++i) {
        switch (up_to(5)) {
            case 0:
                hand.drag(up_to(1280), up_to(800), up_to(1280), up_to(800));
                break;
            case 1:
                hand.double_click(up_to(1280), up_to(800));
                break;
            case 2:
                hand.scroll(up_to(2) == 0);
                break;
            case 3:
                hand.key(keys[up_to(std::size(keys))]);
                break;
            default:
                hand.drag(up_to(960), up_to(770), up_to(960), up_to(770));
                break;
        }
    }
    hand.key(XK_Escape);
    hand.move(480, 10);
    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

}  // namespace
}  // namespace tapestry::test
