#include <X11/keysym.h>
#include <doctest/doctest.h>

#include "tests/processes/waiting.h"
#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

using namespace demo;

TEST_CASE(
    "by hand: choose a bokeh, paint a mask and see it fitted, save a preset and a picture, load both again") {
    const VirtualDisplay display;
    const Desk desk;
    std::filesystem::copy_file(shipped_table("heart_0-24_12x3_flat.tap"),
                               desk.folder / "assets/tables/heart.tap");
    offline::Picture8 painted_result;
    {
        RunningViewer viewer(desk.folder, desk.arguments({"--set", "max_radius=0.1"}));
        WindowHand hand("noise.png", desk.layout);
        const auto click = [&](const std::string& name) {
            const Place place = hand.place(name);
            hand.click(place.x, place.y);
        };
        const auto disk = desk.take_picture(hand);

        click("bokeh: heart");
        const auto heart = desk.take_picture(hand);
        CHECK(heart.rgba != disk.rgba);
        CHECK(desk.take_preset(hand).effects[0].bokeh == "heart");

        hand.key(XK_z, true);
        CHECK(desk.take_picture(hand).rgba == disk.rgba);
        hand.key(XK_y, true);
        CHECK(desk.take_picture(hand).rgba == heart.rgba);

        click("tab: Lab");
        // The fit makes way for all else that runs: the shortest, so that it ends on a full machine too.
        click("effort: Quick");
        click("clear mask");
        const Place mask = hand.place("mask");
        hand.drag(mask.left + 40, mask.y - 30, mask.right - 40, mask.y + 30);
        hand.drag(mask.left + 40, mask.y + 40, mask.right - 60, mask.y + 40);
        const Document painted = desk.take_preset(hand);
        CHECK(painted.kernel.kernel == painted_kernel);
        CHECK_FALSE(painted.kernel.mask.is_empty());
        CHECK(painted.effects[0].bokeh == lab_bokeh);
        // The fit says when it is done by taking its Stop button away.
        (void)hand.place("fit again");
        painted_result = desk.take_picture(hand);
        CHECK(painted_result.rgba != heart.rgba);
        CHECK(painted_result.rgba != disk.rgba);

        hand.key(XK_q, true);
        CHECK(viewer.wait_for_end() == 0);
        CHECK(viewer.standard_error() == "");
    }
    // The same preset without a window: the same bytes.
    const auto headless =
        run_viewer({"--headless", "--debug-gl", "--assets", (desk.folder / "assets").string(), "--preset",
                    desk.preset.string(), "--out", (desk.folder / "again.png").string()});
    CHECK(headless.err == "");
    REQUIRE(headless.exit_code == 0);
    CHECK(read_or_fail(desk.folder / "again.png").rgba == painted_result.rgba);
}

TEST_CASE("a damaged preset is reported and ignored; a damaged layout of the window too") {
    const VirtualDisplay display;
    const Desk desk;
    std::filesystem::create_directories(desk.folder / "tapestry");
    write_bytes(desk.folder / "tapestry/viewer.json", "{\"width\": \"wide\"}");
    write_bytes(desk.folder / "bad.json", "{\"tapestry preset\": 1, \"effects\": [{\"effect\": \"sep");
    RunningViewer viewer(desk.folder, desk.arguments());
    WindowHand hand("noise.png", desk.layout);
    const auto before = desk.take_picture(hand);
    CHECK(hand.drop(desk.folder / "bad.json"));
    CHECK(desk.take_picture(hand).rgba == before.rgba);
    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    const std::string said = viewer.standard_error();
    CHECK_MESSAGE(said.find("viewer.json") != std::string::npos, said);
    CHECK_MESSAGE(said.find("bad.json") != std::string::npos, said);
    // And is whole again for the next time.
    CHECK(bytes_of(desk.folder / "tapestry/viewer.json").find("wide") == std::string::npos);
}

}  // namespace
}  // namespace tapestry::test
