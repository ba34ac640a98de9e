// Files whose names are no UTF-8: old archives and other systems have them.
#include <X11/keysym.h>
#include <doctest/doctest.h>

#include "document/preset_file.h"
#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

const std::string picture_name = "m\xE9.png";

TEST_CASE("a headless job reads and writes such files, and a preset finds them again") {
    const Folder folder;
    const auto photo = folder / picture_name;
    const auto out = folder / "o\xE9.png";
    write_or_fail(photo, noise_picture(40, 30));
    const auto run = [&](const std::vector<std::string>& more) {
        std::vector<std::string> arguments = {"--headless", "--debug-gl", "--out", out.string()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const auto result = run_viewer(arguments);
        CHECK(result.err == "");
        REQUIRE(result.exit_code == 0);
        return take_picture(out).rgba;
    };
    const auto blurred = run({"--in", photo.string(), "--effect", "tilt-shift", "--set", "max_radius=0.06"});
    CHECK(run({"--in", photo.string(), "--effect", "tilt-shift", "--plate"}) != blurred);

    const auto table = folder / "\xE9toile.tap";
    std::filesystem::copy_file(shipped_table("star_0-24_12x3_flat.tap"), table);
    demo::Document document;
    document.picture = photo.string();
    document.effects = {demo::new_effect(*demo::find_effect_kind("tilt-shift"))};
    document.effects[0].values[0] = 0.06f;
    document.effects[0].bokeh = table.string();
    const auto preset = folder / "p\xE9.json";
    REQUIRE(demo::write_preset(preset, document));
    CHECK(run({"--preset", preset.string()}) == run({"--in", photo.string(), "--effect", "tilt-shift",
                                                     "--set", "max_radius=0.06", "--table", table.string()}));
    // What is not there is said in one line.
    const auto missing =
        run_viewer({"--headless", "--in", (folder / "\xE9.png").string(), "--out", out.string()});
    CHECK(missing.exit_code == 1);
    CHECK(is_one_line(missing.err));
}

TEST_CASE(
    "by hand: such a photograph with its depth and such a table are opened, and a preset brings both back") {
    const VirtualDisplay display;
    const Desk desk;
    std::filesystem::copy_file(shipped_table("star_0-24_12x3_flat.tap"),
                               desk.folder / "assets/tables/\xE9toile.tap");
    const auto photo = desk.folder / picture_name;
    write_or_fail(photo, noise_picture(90, 60));
    REQUIRE(offline::write_pfm(desk.folder / "m\xE9.depth.pfm", {90, 60, std::vector<double>(90 * 60, 4.0)}));
    demo::Document kept;
    offline::Picture8 saved;
    {
        RunningViewer viewer(desk.folder, desk.arguments());
        WindowHand hand("noise.png", desk.layout);
        REQUIRE(hand.drop(photo));
        // In the window, names are shown as well as they can be.
        const Place table = hand.place("bokeh: \xEF\xBF\xBDtoile");
        hand.click(table.x, table.y);
        kept = desk.take_preset(hand);
        CHECK(kept.picture == photo);
        CHECK(kept.depth.file == desk.folder / "m\xE9.depth.pfm");
        CHECK(kept.effects[0].bokeh == "\xE9toile");
        saved = desk.take_picture(hand);
        CHECK(saved.width == 90);
        hand.key(XK_q, true);
        CHECK(viewer.wait_for_end() == 0);
        CHECK(viewer.standard_error() == "");
    }
    const auto headless =
        run_viewer({"--headless", "--debug-gl", "--assets", (desk.folder / "assets").string(), "--preset",
                    desk.preset.string(), "--out", desk.saved.string()});
    CHECK(headless.err == "");
    REQUIRE(headless.exit_code == 0);
    CHECK(take_picture(desk.saved).rgba == saved.rgba);
}

TEST_CASE("by hand: what is saved of such a photograph is named after it") {
    const VirtualDisplay display;
    const Folder folder;
    const WindowLayout layout{folder / "layout.json"};
    write_or_fail(folder / picture_name, noise_picture(90, 60));
    RunningViewer viewer(
        folder, {"--debug-gl", "--size", "1280x800", "--ui-scale", "1", (folder / picture_name).string(),
                 "--tab", "compare", "--write-layout", (folder / "layout.json").string()});
    WindowHand hand("m\xEF\xBF\xBD.png", layout);
    hand.key(XK_s, true);
    CHECK(take_picture(folder / "m\xE9-tapestry.png").width == 90);
    hand.key(XK_p, true);
    const Place plate = hand.place("save plate");
    CHECK(std::filesystem::exists(folder / "m\xE9-tapestry.json"));
    hand.click(plate.x, plate.y);
    CHECK(take_picture(folder / "m\xE9-tapestry-plate.png").height > 0);
    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

}  // namespace
}  // namespace tapestry::test
