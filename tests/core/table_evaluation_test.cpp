#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "bad_numbers.h"
#include "sample_tables.h"
#include "tapestry/tap_table.h"

using namespace tapestry;
using tapestry::test::wedge_table;

namespace {

const Axis clamping = {"aspect", "", {1.0f, 2.0f, 4.0f}};
const Axis scaling = {"radius_px", "px", {1.0f, 2.0f, 4.0f}, 0.0f, Beyond::scale};
const Axis turning = {"angle_deg", "deg", {10.0f, 60.0f, 150.0f}, 180.0f};

bool is(const AxisPosition& position, std::uint32_t lower, std::uint32_t upper, double fraction,
        double offset_scale = 1.0) {
    return position.lower == lower && position.upper == upper &&
           position.fraction == doctest::Approx(fraction).epsilon(1e-12) &&
           position.offset_scale == doctest::Approx(offset_scale).epsilon(1e-12);
}

bool is(const BlendedTap& tap, double dx, double dy, double weight) {
    return tap.dx == doctest::Approx(dx).epsilon(1e-12) && tap.dy == doctest::Approx(dy).epsilon(1e-12) &&
           tap.weight == doctest::Approx(weight).epsilon(1e-12);
}

Filter at(const TapTable& table, double x) {
    return evaluate(table, std::array{x});
}
Filter at(const TapTable& table, double x, double y) {
    return evaluate(table, std::array{x, y});
}

/// One tap over a size {0, 2} and a periodic angle {0, 90}; entries (size, angle).
TapTable grid_table() {
    TapTable table;
    table.layer_taps = {1};
    table.axes = {{"length_px", "px", {0, 2}, 0, Beyond::scale}, {"angle_deg", "deg", {0, 90}, 180}};
    table.payload = {{0, 0, 1}, {0, 0, 1}, {2, 0, 1}, {0, 2, 1}};
    return table;
}

}  // namespace

TEST_CASE("a parameter on a knot is that knot alone") {
    for (const Axis& axis : {clamping, scaling, turning})
        for (std::uint32_t knot = 0; knot < 3; ++knot)
            CHECK(is(locate(axis, axis.knots[knot]), knot, knot, 0.0));
}

TEST_CASE("a parameter between knots is a share of both") {
    CHECK(is(locate(clamping, 1.25), 0, 1, 0.25));
    CHECK(is(locate(clamping, 3.5), 1, 2, 0.75));
}

TEST_CASE("below the first knot every axis clamps") {
    CHECK(is(locate(clamping, 0.0), 0, 0, 0.0));
    CHECK(is(locate(scaling, -5.0), 0, 0, 0.0));
    CHECK(is(locate(scaling, -test::infinity), 0, 0, 0.0));
}

TEST_CASE("beyond the last knot an axis clamps or scales") {
    CHECK(is(locate(clamping, 9.0), 2, 2, 0.0));
    CHECK(is(locate(clamping, test::infinity), 2, 2, 0.0));
    CHECK(is(locate(scaling, 9.0), 2, 2, 0.0, 2.25));
    CHECK(is(locate(scaling, test::infinity), 2, 2, 0.0));
}

TEST_CASE("a periodic axis wraps, and blends from its last knot to its first") {
    for (const int turns : {-3, -1, 0, 1, 1000}) {
        const double turned = 180.0 * turns;
        CHECK(is(locate(turning, 35.0 + turned), 0, 1, 0.5));
        CHECK(is(locate(turning, 150.0 + turned), 2, 2, 0.0));
        CHECK(is(locate(turning, 160.0 + turned), 2, 0, 0.25));
        CHECK(is(locate(turning, 0.0 + turned), 2, 0, 0.75));
        CHECK(is(locate(turning, 10.0 + turned), 0, 0, 0.0));
    }
    CHECK(is(locate(turning, test::infinity), 0, 0, 0.0));
    CHECK(is(locate(turning, -test::infinity), 0, 0, 0.0));
}

TEST_CASE("a periodic axis with a knot at its end blends to that knot, and wraps to the first") {
    const Axis closed = {"angle_deg", "deg", {10, 100, 190}, 180, Beyond::clamp};
    for (const int turns : {-3, -1, 0, 1, 1000}) {
        const double turned = 180.0 * turns;
        CHECK(is(locate(closed, 145.0 + turned), 1, 2, 0.5));
        CHECK(is(locate(closed, 190.0 + turned), 0, 0, 0.0));
    }
    const AxisPosition below = locate(closed, std::nextafter(10.0, 0.0));
    CHECK((below.fraction >= 0.0 && below.fraction <= 1.0 && below.upper == 2));
}

TEST_CASE("NaN is the first knot") {
    for (const Axis& axis : {clamping, scaling, turning})
        CHECK(is(locate(axis, test::not_a_number), 0, 0, 0.0));
}

TEST_CASE("a parameter a breath below the first knot of a periodic axis stays on the axis") {
    const AxisPosition position = locate(turning, std::nextafter(10.0, 0.0));
    CHECK(position.lower < 3);
    CHECK(position.upper < 3);
    CHECK((position.fraction >= 0.0 && position.fraction <= 1.0));
}

TEST_CASE("offsets and weights are blended linearly") {
    TapTable table = wedge_table();
    table.tap(0, 0, 1).weight = 0.5f;
    table.tap(0, 1, 1).weight = 0.5f;
    const Filter filter = at(table, 5.0);
    CHECK(filter.layer_taps == std::vector<std::uint32_t>{2});
    CHECK_FALSE(filter.identity);
    CHECK(is(filter.layer(0)[0], -5.0, 0.0, 0.75 * 0.5 + 0.25 * 0.25));
    CHECK(is(filter.layer(0)[1], 0.0, 5.0, 0.75 * 0.5 + 0.25 * 0.75));
}

TEST_CASE("beyond the last knot the offsets grow with the parameter, the weights do not") {
    TapTable table = wedge_table();
    const Filter scaled = at(table, 20.0);
    CHECK(is(scaled.layer(0)[0], -20.0, 0.0, 0.25));
    CHECK(is(scaled.layer(0)[1], 0.0, 20.0, 0.75));
    table.axes[0].beyond = Beyond::clamp;
    CHECK(is(at(table, 20.0).layer(0)[0], -8.0, 0.0, 0.25));
}

TEST_CASE("the identity is known where every entry of the blend is one") {
    TapTable table = wedge_table();
    CHECK(at(table, 0.0).identity);
    CHECK(at(table, -1.0).identity);
    CHECK(at(table, test::not_a_number).identity);
    CHECK_FALSE(at(table, 1e-9).identity);
    CHECK_FALSE(at(table, 4.0).identity);
    table.tap(0, 0, 1).dx = table.tap(0, 1, 1).dy = 0.0f;
    CHECK(at(table, 1.0).identity);
    CHECK(at(table, 4.0).identity);
    CHECK_FALSE(at(table, 4.1).identity);
}

TEST_CASE("a table without axes has one filter, whatever the parameter") {
    TapTable table = wedge_table();
    table.axes.clear();
    table.payload = {{1, 2, 0.5f}, {3, 4, 0.5f}};
    CHECK(is(evaluate(table, {}).layer(0)[1], 3.0, 4.0, 0.5));
    CHECK(is(at(table, 7.0).layer(0)[0], 1.0, 2.0, 0.5));
}

TEST_CASE("a grid blends four entries bilinearly") {
    const TapTable table = grid_table();
    CHECK(is(at(table, 2.0, 0.0).layer(0)[0], 2.0, 0.0, 1.0));
    CHECK(is(at(table, 2.0, 90.0).layer(0)[0], 0.0, 2.0, 1.0));
    CHECK(is(at(table, 1.0, 22.5).layer(0)[0], 0.5 * 0.75 * 2.0, 0.5 * 0.25 * 2.0, 1.0));
    CHECK(is(at(table, 0.5, 135.0).layer(0)[0], 0.25 * 0.5 * 2.0, 0.25 * 0.5 * 2.0, 1.0));
    CHECK(is(at(table, 6.0, -45.0).layer(0)[0], 3.0 * 0.5 * 2.0, 3.0 * 0.5 * 2.0, 1.0));
    CHECK(at(table, 0.0, 33.0).identity);
    CHECK_FALSE(at(table, 0.5, 33.0).identity);
}

TEST_CASE("missing parameters count as 0 and further ones are not looked at") {
    const TapTable table = grid_table();
    CHECK(is(at(table, 2.0).layer(0)[0], 2.0, 0.0, 1.0));
    CHECK(evaluate(table, {}).identity);
    CHECK(is(evaluate(table, std::array{2.0, 90.0, 5.0}).layer(0)[0], 0.0, 2.0, 1.0));
}

TEST_CASE("storage that is reused holds nothing of its last filter") {
    std::mt19937_64 random(test::test_seed());
    Filter reused;
    for (int round = 0; round < 50; ++round) {
        const TapTable table = test::random_table(random, round % 3);
        const std::array parameter = {test::uniform(random, -20.0, 50.0),
                                      test::uniform(random, -400.0, 400.0)};
        const Filter fresh = evaluate(table, parameter);
        evaluate_into(table, parameter, reused);
        REQUIRE(reused.values.size() == fresh.values.size());
        CHECK(reused.layer_taps == fresh.layer_taps);
        CHECK(reused.identity == fresh.identity);
        for (std::size_t i = 0; i < fresh.values.size(); ++i)
            CHECK(is(reused.values[i], fresh.values[i].dx, fresh.values[i].dy, fresh.values[i].weight));
    }
}

TEST_CASE("every layer's weights still sum to 1 after blending") {
    const std::uint64_t seed = test::test_seed();
    MESSAGE("seed ", seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 100; ++round) {
        const TapTable table = test::random_table(random, round % 3);
        REQUIRE(validate(table));
        const Filter filter =
            at(table, test::uniform(random, -20.0, 50.0), test::uniform(random, -400.0, 400.0));
        for (std::size_t layer = 0; layer < filter.layers(); ++layer) {
            double sum = 0.0;
            for (const BlendedTap& tap : filter.layer(layer)) sum += tap.weight;
            CHECK(std::abs(sum - 1.0) < 1e-4);
        }
    }
}
