#include <doctest/doctest.h>

#include <cmath>

#include "kernel_lab/kernel_recipe.h"
#include "kernel_lab/live_fit.h"
#include "kernel_lab/painted_mask.h"

namespace tapestry::test {
namespace {

using namespace demo;

int light_of(const PaintedMask& mask) {
    int sum = 0;
    for (int y = 0; y < PaintedMask::side; ++y)
        for (int x = 0; x < PaintedMask::side; ++x) sum += mask.at(x, y);
    return sum;
}

TEST_CASE("a dab covers a disk, erasing it leaves nothing, and strokes may leave the mask") {
    PaintedMask mask;
    CHECK(mask.is_empty());
    mask.stroke(32.5, 32.5, 32.5, 32.5, 10.0, false);
    CHECK(light_of(mask) == doctest::Approx(15.0 * 3.14159 * 100.0).epsilon(0.02));
    CHECK(mask.at(32, 32) == PaintedMask::full);
    mask.stroke(32.5, 32.5, 32.5, 32.5, 12.0, true);
    CHECK(mask.is_empty());
    mask.stroke(-500.0, 20.0, 1e6, 20.0, 3.0, false);
    CHECK(mask.at(0, 20) == PaintedMask::full);
    CHECK(mask.at(64, 20) == PaintedMask::full);
    CHECK(mask.at(30, 40) == 0);
}

TEST_CASE("rows give the mask back; other texts give none") {
    PaintedMask mask;
    mask.stroke(10.0, 12.0, 50.0, 40.0, 5.3, false);
    const auto rows = mask.rows();
    REQUIRE(rows.size() == 65);
    CHECK(PaintedMask::from_rows(rows) == mask);
    auto short_row = rows;
    short_row[7].pop_back();
    auto bad_digit = rows;
    bad_digit[7][3] = 'g';
    auto missing = rows;
    missing.pop_back();
    for (const auto& bad : {short_row, bad_digit, missing, std::vector<std::string>{}})
        CHECK_FALSE(PaintedMask::from_rows(bad).has_value());
}

TEST_CASE("a picture becomes a mask of its shape, whatever its size; a dark one becomes none") {
    GreyPicture picture{130, 260, std::vector<double>(130 * 260, 0.0)};
    CHECK_FALSE(PaintedMask::from(picture).has_value());
    for (int y = 0; y < 130; ++y)
        for (int x = 0; x < 130; ++x) picture.values[static_cast<std::size_t>(y) * 130 + x] = 0.25;
    const auto mask = PaintedMask::from(picture);
    REQUIRE(mask);
    CHECK(mask->at(32, 10) == PaintedMask::full);
    CHECK(mask->at(32, 50) == 0);
    CHECK(mask->at(5, 10) == 0);
}

TEST_CASE("a recipe without light, or of no kernel, is refused in words") {
    KernelRecipe recipe;
    recipe.kernel = painted_kernel;
    CHECK_FALSE(recipe_target(recipe));
    recipe.mask.set(20, 20, 9);
    CHECK_FALSE(recipe_target(recipe));
    recipe.kernel = "no such kernel";
    CHECK_FALSE(recipe_target(recipe));
    recipe.kernel = "heart";
    CHECK(recipe_target(recipe));
    recipe.numbers["radius"] = 5.0;
    CHECK_FALSE(recipe_target(recipe));
}

TEST_CASE("the background fit ends with what the same recipe gives on the caller's thread") {
    KernelRecipe recipe;
    recipe.kernel = painted_kernel;
    recipe.mask.stroke(20.0, 20.0, 45.0, 32.0, 6.0, false);
    recipe.taps = 8;
    recipe.layers = 2;
    recipe.effort = 0;
    const auto expected = fit_recipe(recipe);
    REQUIRE(expected);
    CHECK(expected->is_final);
    CHECK(validate(expected->table));
    CHECK(expected->table.axes.size() == 1);

    LiveFit fit;
    fit.start(recipe);
    std::optional<FitSnapshot> newest;
    while (fit.state().running)
        if (auto snapshot = fit.take_snapshot()) newest = std::move(snapshot);
    if (auto snapshot = fit.take_snapshot()) newest = std::move(snapshot);
    REQUIRE(newest);
    CHECK(newest->is_final);
    CHECK(newest->recipe == recipe);
    CHECK(std::equal(
        newest->table.payload.begin(), newest->table.payload.end(), expected->table.payload.begin(),
        expected->table.payload.end(),
        [](const Tap& a, const Tap& b) { return a.dx == b.dx && a.dy == b.dy && a.weight == b.weight; }));
}

TEST_CASE("a fit is given up at once, any number of times, and says what is wrong with a recipe") {
    KernelRecipe recipe;
    recipe.effort = 2;
    LiveFit fit;
    for (int i = 0; i < 5; ++i) {
        recipe.seed = i;
        fit.start(recipe);
    }
    fit.stop();
    CHECK_FALSE(fit.state().running);
    recipe.kernel = painted_kernel;
    fit.start(recipe);
    while (fit.state().running) {
    }
    CHECK(fit.state().error != "");
    CHECK_FALSE(fit.take_snapshot().has_value());
}

}  // namespace
}  // namespace tapestry::test
