#include <X11/keysym.h>
#include <doctest/doctest.h>

#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

TEST_CASE("a dropped photograph opens; a bad one is reported and the last good picture stays") {
    const VirtualDisplay display;
    const Desk desk;
    RunningViewer viewer(desk.folder, desk.arguments());
    WindowHand hand("noise.png", desk.layout);
    const auto before = desk.take_picture(hand);

    write_bytes(desk.folder / "text.png", "this is no picture\n");
    REQUIRE(hand.drop(desk.folder / "text.png"));
    CHECK(desk.take_picture(hand).rgba == before.rgba);
    CHECK_MESSAGE(is_one_line(viewer.standard_error()), viewer.standard_error());
    CHECK(viewer.standard_error().find("text.png") != std::string::npos);

    write_or_fail(desk.folder / "other.png", noise_picture(90, 130));
    REQUIRE(hand.drop(desk.folder / "other.png"));
    const auto other = desk.take_picture(hand);
    CHECK(other.width == 90);
    CHECK(other.height == 130);

    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(is_one_line(viewer.standard_error()));
}

}  // namespace
}  // namespace tapestry::test
