#include <X11/keysym.h>
#include <doctest/doctest.h>

#include "tests/scene/gltf_builder.h"
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

TEST_CASE("a dropped model opens and plays") {
    GltfBuilder builder;
    nlohmann::json part = builder.square();
    part["material"] = 0;
    builder.add("materials", {{"emissiveFactor", {1, 0, 0}}, {"doubleSided", true}});
    builder.add("meshes", {{"primitives", {part}}});
    builder.add_node({{"mesh", 0}});
    // So slow that no two pictures are of turns that are the same.
    const int times = builder.floats({0, 100}, "SCALAR"),
              turns = builder.floats({0, 0, 0, 1, 0, 0, 1, 0}, "VEC4");
    builder.add("animations",
                {{"channels", {{{"sampler", 0}, {"target", {{"node", 0}, {"path", "rotation"}}}}}},
                 {"samplers", {{{"input", times}, {"output", turns}}}}});
    const VirtualDisplay display;
    const Desk desk;
    builder.write(desk.folder / "turning.GLB");
    RunningViewer viewer(desk.folder, desk.arguments());
    WindowHand hand("noise.png", desk.layout);
    REQUIRE(hand.drop(desk.folder / "turning.GLB"));
    const auto first = desk.take_picture(hand);
    const auto later = desk.take_picture(hand);
    CHECK(first.width == 960);
    CHECK(first.rgba != later.rgba);
    hand.key(XK_q, true);
    CHECK(viewer.wait_for_end() == 0);
    CHECK(viewer.standard_error() == "");
}

}  // namespace
}  // namespace tapestry::test
