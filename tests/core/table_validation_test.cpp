#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <locale>
#include <string>

#include "bad_numbers.h"
#include "sample_tables.h"
#include "tapestry/tap_table.h"

using namespace tapestry;
using tapestry::test::wedge_table;

namespace {

/// What validate() says about the wedge table after a change.
std::string complaint_of(const std::function<void(TapTable&)>& change) {
    TapTable table = wedge_table();
    change(table);
    const Result<void> status = validate(table);
    return status ? "valid" : status.error().message;
}

/// A grid over two sizes, {0, 2} x {0, 3}: only its last entry is no identity.
TapTable two_sizes() {
    TapTable table;
    table.layer_taps = {1};
    table.axes = {{"radius_px", "px", {0, 2}}, {"length_px", "px", {0, 3}}};
    table.payload = {{0, 0, 1}, {0, 0, 1}, {0, 0, 1}, {5, 5, 1}};
    return table;
}

}  // namespace

TEST_CASE("the sample tables are valid") {
    CHECK(complaint_of([](TapTable&) {}) == "valid");
    CHECK(validate(two_sizes()));
    CHECK(wedge_table().entry_count() == 3);
    CHECK(TapTable().entry_count() == 1);
}

TEST_CASE("counts stay within the limits") {
    CHECK(complaint_of([](TapTable& t) { t.layer_taps = {}; }) == "layers: 0, but it must be 1 to 16");
    CHECK(complaint_of([](TapTable& t) { t.layer_taps.assign(17, 1); }) ==
          "layers: 17, but it must be 1 to 16");
    CHECK(complaint_of([](TapTable& t) { t.layer_taps = {0}; }) == "taps: 0, but it must be 1 to 256");
    CHECK(complaint_of([](TapTable& t) { t.layer_taps = {257}; }) == "taps: 257, but it must be 1 to 256");
    CHECK(complaint_of([](TapTable& t) { t.axes.assign(3, t.axes[0]); }) == "axes: 3, but it must be 0 to 2");
    CHECK(complaint_of([](TapTable& t) { t.axes[0].knots = {0}; }) ==
          "axis 'radius_px': knots: 1, but it must be 2 to 1024");
    CHECK(complaint_of([](TapTable& t) { t.axes[0].knots.resize(1025); }) ==
          "axis 'radius_px': knots: 1025, but it must be 2 to 1024");
}

TEST_CASE("the payload has as many taps as the counts ask for, and not too many") {
    CHECK(complaint_of([](TapTable& t) { t.payload.pop_back(); }) ==
          "payload: 5 taps, but the counts ask for 6");
    CHECK(complaint_of([](TapTable& t) {
              t.layer_taps.assign(16, 256);
              t.axes = {{"aspect", "", {}}, {"morph", "", {}}};
              for (Axis& axis : t.axes)
                  for (int knot = 0; knot < 1024; ++knot) axis.knots.push_back(static_cast<float>(knot));
          }) == "payload: 4294967296 taps, but at most 4194304 are allowed");
}

TEST_CASE("texts stay within the limits") {
    const std::string longest(65535, 'x');
    CHECK(complaint_of([&](TapTable& t) { t.kernel = longest; }) == "valid");
    CHECK(complaint_of([&](TapTable& t) { t.kernel = longest + "x"; }) ==
          "kernel name: 65536 bytes long, but at most 65535 are allowed");
    CHECK(complaint_of([&](TapTable& t) { t.axes[0].unit = longest + "x"; }) ==
          "axis unit: 65536 bytes long, but at most 65535 are allowed");
    CHECK(complaint_of([&](TapTable& t) {
              t.metadata = {{"key", longest + "x"}};
          }) == "metadata value: 65536 bytes long, but at most 65535 are allowed");
    CHECK(complaint_of([](TapTable& t) { t.metadata.resize(1025); }) ==
          "metadata pairs: 1025, but it must be 0 to 1024");
}

TEST_CASE("knots are finite and increase, and sizes are not negative") {
    CHECK(complaint_of([](TapTable& t) {
              t.axes[0].knots = {0, 4, 4};
          }) == "axis 'radius_px': knots must increase, but knot 2 is 4 after 4");
    CHECK(complaint_of([](TapTable& t) {
              t.axes[0].knots = {0, 8, 4};
          }) == "axis 'radius_px': knots must increase, but knot 2 is 4 after 8");
    CHECK(complaint_of([](TapTable& t) { t.axes[0].knots[1] = test::not_a_number; }) ==
          "axis 'radius_px': knot 1 is not finite");
    CHECK(complaint_of([](TapTable& t) { t.axes[0].knots[2] = test::infinity; }) ==
          "axis 'radius_px': knot 2 is not finite");
    CHECK(complaint_of([](TapTable& t) { t.axes[0].knots[0] = -1; }) ==
          "axis 'radius_px': a size is not negative, but the first knot is -1");
}

TEST_CASE("knots lie within their period") {
    const auto with_period = [](float period, std::vector<float> knots) {
        return complaint_of([&](TapTable& t) { t.axes[0] = {"angle_deg", "deg", knots, period}; });
    };
    CHECK(with_period(180, {-90, 0, 89}) == "valid");
    CHECK(with_period(180, {0, 90, 180}) == "valid");
    CHECK(with_period(180, {-90, 0, 91}) ==
          "axis 'angle_deg': knots must lie within one period of 180, but span 181");
    CHECK(with_period(-180, {0, 1, 2}) ==
          "axis 'angle_deg': the period must be 0 or positive and finite, but is -180");
    CHECK(with_period(test::not_a_number, {0, 1, 2}) ==
          "axis 'angle_deg': the period must be 0 or positive and finite, but is nan");
    CHECK(with_period(test::infinity, {0, 1, 2}) ==
          "axis 'angle_deg': the period must be 0 or positive and finite, but is inf");
}

TEST_CASE("an axis may scale beyond a positive last knot when nothing speaks against it") {
    CHECK(complaint_of([](TapTable& t) { t.axes[0].beyond = Beyond{2}; }) ==
          "axis 'radius_px': unknown behaviour 2 beyond the last knot");
    CHECK(complaint_of([](TapTable& t) { t.axes[0].period = 100; }) ==
          "axis 'radius_px': a periodic axis has no last knot to scale beyond");
    CHECK(complaint_of([](TapTable& t) {
              t.axes[0] = {"morph", "", {-2, -1, 0}, 0, Beyond::scale};
          }) == "axis 'morph': scaling beyond the last knot needs it positive, but it is 0");
    TapTable both = two_sizes();
    both.axes[0].beyond = both.axes[1].beyond = Beyond::scale;
    CHECK(validate(both).error().message == "axes: at most one may scale beyond its last knot");
}

TEST_CASE("taps are finite and within reach") {
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 1, 2).dy = test::not_a_number; }) ==
          "layer 0, tap 1, entry 2: the offset is not finite");
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 1, 1).weight = test::not_a_number; }) ==
          "layer 0, tap 1, entry 1: the weight is not finite");
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 0, 1).weight = test::infinity; }) ==
          "layer 0, tap 0, entry 1: the weight is not finite");
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 0, 1).dx = 16385; }) ==
          "layer 0, tap 0, entry 1: the offset is longer than 16384 pixels");
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 0, 1).weight = 1025; }) ==
          "layer 0, tap 0, entry 1: the weight is larger than 1024");
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 0, 1).unused = 1; }) ==
          "layer 0, tap 0, entry 1: the unused number is not 0");
}

TEST_CASE("negative weights need a signed table") {
    const auto make_negative = [](TapTable& t) {
        t.tap(0, 0, 1).weight = -0.5f;
        t.tap(0, 1, 1).weight = 1.5f;
    };
    CHECK(complaint_of(make_negative) ==
          "layer 0, tap 0, entry 1: the weight is negative in a table that is not signed");
    CHECK(complaint_of([&](TapTable& t) {
              make_negative(t);
              t.is_signed = true;
          }) == "valid");
}

TEST_CASE("the weights of every layer and entry sum to 1 within 1e-4") {
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 0, 2).weight = 0.35f; }) ==
          "layer 0, entry 2: the weights sum to 1.1, not to 1");
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 0, 2).weight += 0.9e-4f; }) == "valid");
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 0, 2).weight -= 1.1e-4f; }) != "valid");
}

TEST_CASE("sizes start with the identity when they start at 0") {
    CHECK(complaint_of([](TapTable& t) { t.tap(0, 1, 0).dy = 0.001f; }) ==
          "axis 'radius_px': the entry at 0 must be the identity, but entry 0 has taps away from (0, 0)");
    CHECK(complaint_of([](TapTable& t) {
              t.axes[0].knots[0] = 0.5f;
              t.tap(0, 1, 0).dy = 0.001f;
          }) == "valid");
    CHECK(complaint_of([](TapTable& t) {
              t.axes[0].name = "aspect";
              t.tap(0, 1, 0).dy = 0.001f;
          }) == "valid");
}

TEST_CASE("on a grid every entry at size 0 is the identity") {
    for (const std::size_t entry : {0u, 1u, 2u}) {
        TapTable table = two_sizes();
        table.tap(0, 0, entry).dx = 1.0f;
        const Result<void> status = validate(table);
        REQUIRE_FALSE(status);
        CHECK(status.error().message.find("but entry " + std::to_string(entry)) != std::string::npos);
        CHECK_FALSE(is_identity(table, entry));
    }
    CHECK(is_identity(two_sizes(), 0));
    CHECK_FALSE(is_identity(two_sizes(), 3));
}

TEST_CASE("numbers in messages do not follow the host's locale") {
    struct Grouping : std::numpunct<char> {
        char do_decimal_point() const override { return ','; }
        std::string do_grouping() const override { return "\3"; }
    };
    const std::locale before = std::locale::global(std::locale(std::locale::classic(), new Grouping));
    const std::string message = complaint_of([](TapTable& t) { t.axes[0].knots.assign(2000, 0.5f); });
    std::locale::global(before);
    CHECK(message == "axis 'radius_px': knots: 2000, but it must be 2 to 1024");
}
