#include <doctest/doctest.h>

#include "render/preview_levels.h"

namespace tapestry::test {
namespace {

using demo::PreviewLevels;

constexpr int width = 960;
constexpr int height = 540;

double pixels(int level) {
    return static_cast<double>(width >> level) * (height >> level);
}

/// The level that frames come to rest at when each takes `fixed` and so much a pixel, after a first one at
/// rest, and how often it changed in the last half of them.
struct Settled {
    int level = 0, changes = 0;
};
Settled settle(PreviewLevels levels, double budget, double fixed, double a_pixel) {
    Settled settled;
    levels.note(0, fixed + a_pixel * pixels(0));
    for (int frame = 0; frame < 40; ++frame) {
        const int next = levels.within(budget, settled.level);
        settled.changes += frame >= 20 && next != settled.level;
        settled.level = next;
        levels.note(settled.level, fixed + a_pixel * pixels(settled.level));
    }
    return settled;
}

TEST_CASE("what fits into the budget is drawn whole") {
    const PreviewLevels fresh(width, height, 1e-3);
    CHECK(fresh.within(1500.0, 0) == 0);
    CHECK(settle(fresh, 40.0, 1.0, 2e-5).level == 0);
}

TEST_CASE("the level settles where frames keep the budget, and stays") {
    for (const double a_pixel : {2e-4, 4e-4, 1e-3}) {
        CAPTURE(a_pixel);
        const Settled settled = settle(PreviewLevels(width, height, 1e-3), 40.0, 2.0, a_pixel);
        CHECK(settled.changes == 0);
        CHECK(2.0 + a_pixel * pixels(settled.level) < 1.35 * 40.0);
        if (settled.level > 0) CHECK(2.0 + a_pixel * pixels(settled.level - 1) > 0.9 * 40.0);
    }
}

TEST_CASE("where every frame takes longer than the budget anyway, pixels are not given away for nothing") {
    const Settled settled = settle(PreviewLevels(width, height, 1e-3), 40.0, 80.0, 4e-4);
    CHECK(settled.changes == 0);
    // All that is left to win is less than half of the time.
    CHECK(settled.level <= 1);
}

TEST_CASE("a preview has lines that one can see something in") {
    CHECK(settle(PreviewLevels(width, height, 1e-3), 1.0, 0.0, 1.0).level == 2);
    CHECK(settle(PreviewLevels(64, 48, 1e-3), 1.0, 0.0, 1.0).level == 0);
    CHECK(settle(PreviewLevels(1, 1, 1e-3), 1.0, 0.0, 1.0).level == 0);
}

TEST_CASE("a machine that has become quick again draws finely again") {
    PreviewLevels levels(width, height, 1e-3);
    int level = 0;
    for (int i = 0; i < 20; ++i) {
        level = levels.within(40.0, level);
        levels.note(level, 1.0 + 1e-3 * pixels(level));
    }
    REQUIRE(level == 2);
    for (int i = 0; i < 40; ++i) {
        level = levels.within(40.0, level);
        levels.note(level, 0.2 + 1e-5 * pixels(level));
        if (i % 10 == 9) levels.note(0, 0.2 + 1e-5 * pixels(0));  // the hand rests
    }
    CHECK(level == 0);
}

}  // namespace
}  // namespace tapestry::test
