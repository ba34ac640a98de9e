#include <X11/keysym.h>
#include <doctest/doctest.h>

#include <chrono>
#include <thread>

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
        WindowHand hand("noise.png");
        const auto click = [&](const std::string& name) {
            const Place place = desk.layout.place(name);
            hand.click(place.x, place.y);
        };
        hand.key(XK_s, true);
        const auto disk = take_picture(desk.saved);

        click("bokeh: heart");
        hand.key(XK_s, true);
        const auto heart = take_picture(desk.saved);
        CHECK(heart.rgba != disk.rgba);
        CHECK(desk.take_preset(hand).effects[0].bokeh == "heart");

        hand.key(XK_z, true);
        hand.key(XK_s, true);
        CHECK(take_picture(desk.saved).rgba == disk.rgba);
        hand.key(XK_y, true);
        hand.key(XK_s, true);
        CHECK(take_picture(desk.saved).rgba == heart.rgba);

        click("tab: Lab");
        click("clear mask");
        // On a busy machine a frame may see the press and the release together, and no stroke between them.
        const Place mask = desk.layout.place("mask");
        Document painted;
        for (int i = 0; i < 8 && painted.kernel.mask.is_empty(); ++i) {
            hand.drag(mask.left + 40, mask.y - 30, mask.right - 40, mask.y + 30);
            hand.drag(mask.left + 40, mask.y + 40, mask.right - 60, mask.y + 40);
            painted = desk.take_preset(hand);
        }
        CHECK(painted.kernel.kernel == painted_kernel);
        CHECK_FALSE(painted.kernel.mask.is_empty());
        CHECK(painted.effects[0].bokeh == lab_bokeh);
        // The fit says when it is done by taking its Stop button away.
        for (int i = 0; i < 2400 && !desk.layout.has("fit again"); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        REQUIRE(desk.layout.has("fit again"));
        // On a busy machine the last stroke may have been seen after the preset that showed the first.
        CHECK(desk.take_preset(hand).effects[0].bokeh == lab_bokeh);
        hand.key(XK_s, true);
        painted_result = take_picture(desk.saved);
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
    WindowHand hand("noise.png");
    hand.key(XK_s, true);
    const auto before = take_picture(desk.saved);
    CHECK(hand.drop(desk.folder / "bad.json"));
    hand.key(XK_s, true);
    CHECK(take_picture(desk.saved).rgba == before.rgba);
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
