// The Compare panel in the window: rivals are measured too, and a plate is the headless job's.
#include <X11/keysym.h>
#include <doctest/doctest.h>

#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

TEST_CASE("by hand: a rival is measured beside ours; a plate is made meanwhile, and can be stopped") {
    const VirtualDisplay display;
    const Desk desk;
    RunningViewer viewer(desk.folder, desk.arguments({"--tab", "compare", "--set", "max_radius=0.06"}));
    WindowHand hand("noise.png", desk.layout);
    const auto click = [&](const std::string& name) {
        const Place place = hand.place(name);
        hand.click(place.x, place.y);
    };
    click("gaussian left");
    CHECK_FALSE(hand.sees("result measured"));
    click("Measure");
    (void)hand.place("result measured");
    (void)hand.place("gaussian measured");
    CHECK_FALSE(hand.sees("low-rank measured"));

    click("save plate");
    const auto plate = take_picture(desk.folder / "saved-plate.png");
    const auto headless =
        run_viewer({"--headless", "--debug-gl", "--assets", (desk.folder / "assets").string(), "--in",
                    desk.photo.string(), "--effect", "tilt-shift", "--set", "max_radius=0.06", "--plate",
                    "--out", desk.saved.string()});
    CHECK(headless.err == "");
    REQUIRE(headless.exit_code == 0);
    CHECK(plate.rgba == take_picture(desk.saved).rgba);

    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

TEST_CASE("a plate of a scene is made while the window goes on, and stopped when it is asked to") {
    const VirtualDisplay display;
    const Folder folder;
    const WindowLayout layout{folder / "layout.json"};
    RunningViewer viewer(
        folder, {"--debug-gl", "--size", "1280x800", "--ui-scale", "1", "--tab", "compare", "--out",
                 (folder / "saved.png").string(), "--write-layout", (folder / "layout.json").string()});
    WindowHand hand("Night lights", layout);
    const Place save = hand.place("save plate");
    hand.click(save.x, save.y);
    const Place stop = hand.place("cancel plate");
    hand.click(stop.x, stop.y);
    (void)hand.place("save plate");
    CHECK_FALSE(std::filesystem::exists(folder / "saved-plate.png"));
    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

}  // namespace
}  // namespace tapestry::test
