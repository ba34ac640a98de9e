#include "tapestry/fit/kernel_field.h"

#include <doctest/doctest.h>

#include "offline/io/image_file.h"
#include "offline/kernels/kernels.h"
#include "tapestry/fit/family_grid.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

std::string complaint(const FieldSpec& spec) {
    const auto field = make_field(spec, read_grey);
    return field ? "made" : field.error().message;
}

FieldSpec disk(std::vector<AxisRange> axes) {
    return {.kernel = "disk", .axes = std::move(axes)};
}

}  // namespace

TEST_CASE("fields are exact kernels at their parameters") {
    const auto field = make_field({.kernel = "ellipse",
                                   .settings = {.numbers = {{"aspect", 0.4}}},
                                   .axes = {{"radius_px", 0.0, 20.0}, {"angle_deg", 0.0, 180.0}}});
    REQUIRE(field);
    CHECK(field->axes[0].is_size);
    CHECK_FALSE(field->axes[0].changes_shape);
    CHECK(field->axes[1].period == 180.0);
    CHECK(field->at({7.5, 33.0})->values ==
          make_kernel("ellipse", {.numbers = {{"radius", 7.5}, {"aspect", 0.4}, {"angle", 33.0}}})->values);
    CHECK(field->similarity({7.5, 33.0}).size == 7.5);
    CHECK(field->similarity({7.5, 33.0}).turn_deg == 33.0);
    CHECK_FALSE(field->at({0.0, 0.0}));
}

TEST_CASE("a morph is one kernel at its start and the other at its end") {
    const auto field = make_field({.kernel = "disk",
                                   .settings = {.numbers = {{"radius", 9.0}}},
                                   .axes = {{"morph", 0.0, 1.0}},
                                   .morph_to = "heart"});
    REQUIRE(field);
    CHECK(field->name == "disk to heart");
    const auto same = [](const DenseKernel& a, const DenseKernel& b) {
        for (int y = -10; y <= 10; ++y)
            for (int x = -10; x <= 10; ++x) {
                const auto at = [&](const DenseKernel& k) {
                    const int half = k.width / 2;
                    return std::abs(x) > half || std::abs(y) > half ? 0.0 : k.at(x + half, y + half);
                };
                if (std::abs(at(a) - at(b)) > 1e-15) return false;
            }
        return true;
    };
    CHECK(same(*field->at({0.0, 0.0}), *disk_kernel(9.0)));
    CHECK(same(*field->at({1.0, 0.0}), *make_kernel("heart", {.numbers = {{"radius", 9.0}}})));
}

TEST_CASE("a field for any turn has its kernels turned, and its tables say so") {
    const FieldSpec spec{.kernel = "line", .axes = {{"length_px", 0.0, 20.0}}, .at_any_turn = true};
    const auto field = make_field(spec);
    REQUIRE(field);
    CHECK(field->turned_at({7.5, 0.0}, 33.0)->values ==
          make_kernel("line", {.numbers = {{"length", 7.5}, {"angle", 33.0}}})->values);
    CHECK(field->at({7.5, 0.0})->values == field->turned_at({7.5, 0.0}, 0.0)->values);
    const auto again = spec_from_metadata(to_metadata(spec));
    REQUIRE(again);
    CHECK(again->at_any_turn);
    CHECK_FALSE(make_field({.kernel = "line", .axes = {{"length_px", 0.0, 20.0}}})->turned_at);
}

TEST_CASE("fields that make no sense are refused in one clear line") {
    CHECK(complaint(disk({{"radius_px", 0.0, 24.0}})) == "made");
    CHECK(complaint(disk({})) == "a family has 1 or 2 axes, not 0");
    CHECK(complaint(disk({{"radius_px", 0, 1}, {"morph", 0, 1}, {"angle_deg", 0, 1}})) ==
          "a family has 1 or 2 axes, not 3");
    CHECK(complaint(disk({{"radius_px", 24.0, 0.0}})) == "axis radius_px=24:0: FROM must be below TO");
    CHECK(complaint(disk({{"radius_px", 5.0, 5.0}})) == "axis radius_px=5:5: FROM must be below TO");
    CHECK(complaint(disk({{"radius_px", -5.0, 5.0}})) ==
          "disk: the radius must be above 0 and at most 127 px");
    CHECK(complaint(disk({{"radius_px", 0.0, 200.0}})) ==
          "disk: the radius must be above 0 and at most 127 px");
    CHECK(complaint(disk({{"radius_px", 0.0, 9.0}, {"radius_px", 0.0, 9.0}})) ==
          "axis radius_px is given twice");
    CHECK(complaint(disk({{"aspect", 0.1, 0.9}})) == "disk has no axis aspect; it has radius_px, morph");
    CHECK(complaint({.kernel = "ngon", .axes = {{"angle_deg", 0.0, 90.0}}}) ==
          "axis angle_deg=0:90: ngon repeats after 60 deg");
    CHECK(complaint({.kernel = "ellipse",
                     .settings = {.numbers = {{"aspect", 1.0}}},
                     .axes = {{"angle_deg", 0.0, 90.0}}}) ==
          "axis angle_deg=0:90: ellipse is the same at any angle");
    CHECK(
        complaint(
            {.kernel = "disk", .settings = {.numbers = {{"radius", 3.0}}}, .axes = {{"radius_px", 0, 9}}}) ==
        "the radius is given, but it runs along axis radius_px");
    CHECK(complaint({.kernel = "disk", .axes = {{"morph", 0.0, 1.0}}}) ==
          "axis morph wants the kernel that it ends in");
    CHECK(complaint({.kernel = "disk", .axes = {{"radius_px", 0.0, 9.0}}, .morph_to = "heart"}) ==
          "a kernel to morph to wants an axis morph");
    CHECK(complaint({.kernel = "disk", .axes = {{"radius_px", 0.0, 9.0}}, .turn_deg = 90.0}) ==
          "disk cannot be turned");
    CHECK(complaint({.kernel = "disk", .axes = {{"radius_px", 0.0, 9.0}}, .at_any_turn = true}) ==
          "disk cannot be turned");
    CHECK(complaint({.kernel = "line",
                     .axes = {{"length_px", 0.0, 9.0}, {"angle_deg", 0.0, 180.0}},
                     .at_any_turn = true}) == "a family with an axis of angles does not turn besides");
    CHECK(complaint({.kernel = "catseye",
                     .axes = {{"radius_px", 0.0, 9.0}, {"vignette", 0.0, 0.5}},
                     .at_any_turn = true}) == "a family for any turn has one axis");
    CHECK(complaint(
              {.kernel = "line", .axes = {{"length_px", 0.0, 9.0}}, .turn_deg = 90.0, .at_any_turn = true}) ==
          "a family that turns along its axis is not for any turn");
    CHECK(complaint({.kernel = "blob", .axes = {{"radius_px", 0.0, 9.0}}})
              .starts_with("there is no kernel blob"));
    CHECK(complaint({.axes = {{"radius_px", 0.0, 9.0}}}).starts_with("name a kernel"));
    CHECK(
        complaint({.mask = "/nowhere.png", .axes = {{"radius_px", 0.0, 9.0}}}).starts_with("/nowhere.png: "));
    const auto unread = make_field({.mask = "heart.png", .axes = {{"radius_px", 0.0, 9.0}}});
    REQUIRE_FALSE(unread);
    CHECK(unread.error().message == "heart.png: nothing here reads masks");
}

TEST_CASE("what a table says of its kernels is understood again") {
    const FieldSpec spec{.kernel = "star",
                         .settings = {.numbers = {{"points", 5.0}, {"inner", 0.4}}},
                         .axes = {{"radius_px", 0.0, 12.5}},
                         .turn_deg = 30.0};
    const auto again = spec_from_metadata(to_metadata(spec));
    REQUIRE(again);
    CHECK(to_metadata(*again) == to_metadata(spec));
    CHECK(make_field(*again)->at({5.0, 0.0})->values == make_field(spec)->at({5.0, 0.0})->values);
    CHECK(spec_from_metadata({{"command", "x"}}).error().message ==
          "the table does not say which kernels it was fitted to");
    CHECK(spec_from_metadata({{"kernel_field", "{"}}).error().message ==
          "the table's words about its kernels cannot be read");
}

TEST_CASE(
    "knots run from one end to the other, crowd at small sizes, and leave out the end of a whole turn") {
    const auto field =
        make_field({.kernel = "ellipse", .axes = {{"radius_px", 0.0, 24.0}, {"angle_deg", 0.0, 180.0}}});
    const auto grid = make_grid(*field, std::vector{9, 6}, 0.0, Beyond::scale);
    REQUIRE(grid);
    const std::vector<float>& sizes = grid->axes()[0].knots;
    CHECK(sizes.front() == 0.0f);
    CHECK(sizes.back() == 24.0f);
    for (std::size_t i = 2; i < sizes.size(); ++i)
        CHECK(sizes[i] - sizes[i - 1] > sizes[i - 1] - sizes[i - 2]);
    CHECK(grid->axes()[1].knots.back() == 180.0f);
    CHECK(grid->samples({2, 2}).size() == 17 * 11);
    CHECK(grid->shares({24.0, 180.0}).front().knot == grid->entry(8, 5));
    for (const glm::dvec2 sample : grid->samples({2, 2})) {
        double sum = 0.0, x = 0.0;
        for (const KnotShare& share : grid->shares(sample)) {
            sum += share.coefficient;
            x += share.coefficient * grid->parameter(share.knot).x;
        }
        CHECK(sum == doctest::Approx(1.0));
        CHECK(x == doctest::Approx(sample.x));
    }
    const auto turning = make_field(
        {.kernel = "heart", .settings = {.numbers = {{"radius", 9.0}}}, .axes = {{"angle_deg", 0.0, 360.0}}});
    CHECK(make_grid(*turning, std::vector{6}, 0.0, Beyond::clamp)->axes()[0].knots.back() == 300.0f);
    CHECK(make_grid(*field, std::vector{1, 6}, 0.0, Beyond::clamp).error().message ==
          "axis radius_px: knots must be between 2 and 1024");
    CHECK(make_grid(*field, std::vector{9}, 0.0, Beyond::clamp).error().message ==
          "knots: one number an axis, for 2 axes");
    CHECK(make_grid(*field, std::vector{9, 6}, 9.0, Beyond::clamp)
              .error()
              .message.starts_with("the spacing's"));
    const auto angles = make_field({.kernel = "line", .axes = {{"angle_deg", 0.0, 180.0}}});
    CHECK(make_grid(*angles, std::vector{4}, 0.0, Beyond::scale).error().message ==
          "only an axis of size can scale beyond its last knot");
}
