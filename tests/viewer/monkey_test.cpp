#include <X11/keysym.h>
#include <doctest/doctest.h>

#include <cstdlib>
#include <iterator>
#include <random>

#include "tests/viewer/running_viewer.h"
#include "tests/viewer/viewer_desk.h"
#include "tests/viewer/virtual_display.h"
#include "tests/viewer/window_hand.h"

namespace tapestry::test {
namespace {

constexpr int window_width = 640;
constexpr int window_height = 360;
constexpr int events_at_once = 20;

int number_from(const char* variable, int standard) {
    const char* text = std::getenv(variable);
    return text ? std::atoi(text) : standard;
}

/// Where things are that one would press, so that the monkey does not mostly hit the picture.
constexpr unsigned long keys[] = {XK_d,     XK_b,      XK_f, XK_1,      XK_r,        XK_m, XK_i,
                                  XK_Tab,   XK_w,      XK_e, XK_Escape, XK_F1,       XK_5, XK_a,
                                  XK_space, XK_Return, XK_z, XK_Down,   XK_BackSpace};

/// TAPESTRY_MONKEY_EVENTS=10000 (default 1000) and TAPESTRY_MONKEY_SEED=1 make it another monkey; those of
/// even seeds have a photograph with depth before them.
TEST_CASE("a monkey at mouse and keys: no crash, no word from OpenGL, no leak") {
    const int events = number_from("TAPESTRY_MONKEY_EVENTS", 1000);
    const int seed = number_from("TAPESTRY_MONKEY_SEED", 1);
    CAPTURE(seed);
    const VirtualDisplay display;
    const Desk desk;
    const bool has_depth = seed % 2 == 0;
    if (has_depth) {
        GreyPicture distances{240, 160, {}};
        for (int i = 0; i < 240 * 160; ++i) distances.values.push_back(0.5 + i % 240 / 24);
        REQUIRE(offline::write_pfm(desk.folder / "assets/photos/noise.depth.pfm", distances));
    }
    auto arguments = desk.arguments({"--set", has_depth ? "f_number=1.2" : "max_radius=0.04"});
    for (std::string& argument : arguments)
        if (argument == "1280x800") argument = "640x360";
    RunningViewer viewer(desk.folder, arguments);
    WindowHand hand("noise.png", desk.layout);
    std::mt19937 random(static_cast<unsigned>(seed));
    const auto up_to = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    bool is_down = false;
    for (int i = 0; i < events; ++i) {
        // Half of the time over the panel at the right.
        const int x = up_to(2) ? up_to(window_width) : window_width - 1 - up_to(316);
        switch (up_to(8)) {
            case 0:
                hand.key(keys[up_to(std::size(keys))], up_to(6) == 0);
                break;
            case 1:
            case 2:
                hand.button(1, !is_down);
                is_down = !is_down;
                break;
            case 3:
                hand.scroll(up_to(2) == 1);
                break;
            default:
                hand.move(x, up_to(window_height));
                break;
        }
        if (i % events_at_once == events_at_once - 1) hand.rest();
    }
    hand.button(1, false);
    // Out of any field that is being typed in.
    hand.move(20, 20);
    hand.key(XK_Escape);
    hand.click(20, 20);
    hand.key(XK_Escape);
    hand.key(XK_q, true);
    const int exit_code = viewer.wait_for_end();
    // What it says in words is about files that cannot be saved or opened; OpenGL and sanitizers say nothing.
    const std::string said = viewer.standard_error();
    CHECK_MESSAGE(exit_code == 0, said);
    CHECK_MESSAGE(said.find("OpenGL") == std::string::npos, said);
    CHECK_MESSAGE(said.find("anitizer") == std::string::npos, said);
    CHECK_MESSAGE(said.find("runtime error") == std::string::npos, said);
}

}  // namespace
}  // namespace tapestry::test
