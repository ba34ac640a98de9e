#include "offline/family/start_knots.h"

#include <doctest/doctest.h>

#include "offline/kernels/kernels.h"
#include "tapestry/fit/family_table.h"
#include "tapestry/fit/fit_kernel.h"
#include "tapestry/impulse_response.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

struct Family {
    KernelField field;
    FamilyGrid grid;
    std::vector<Cascade> knots;
};

FitOptions small_fit() {
    FitOptions options;
    options.taps = 12;
    options.layers = 3;
    options.starts = 4;
    options.hops = 0;
    return options;
}

Family family_of(const FieldSpec& spec, std::vector<int> counts) {
    auto field = make_field(spec);
    REQUIRE(field);
    auto grid = make_grid(*field, counts, 0.0, Beyond::clamp);
    REQUIRE(grid);
    const auto first = fit_kernel(*field->at(grid->parameter(*first_knot(*field, *grid))), small_fit());
    REQUIRE(first);
    auto knots = start_knots(first->cascade, *field, *grid, {});
    REQUIRE(knots);
    return {std::move(*field), std::move(*grid), std::move(*knots)};
}

TapTable started_table(const Family& family) {
    return family_table(family.knots, family.grid.axes(), family.field.name, false);
}

double psnr_at_knot(const Family& family, int knot) {
    return kernel_psnr_of(family.knots[knot], *family.field.at(family.grid.parameter(knot)));
}

}  // namespace

TEST_CASE("sizes: a valid table, the identity at 0, the kernels' variance at the knots") {
    const Family family = family_of({.kernel = "disk", .axes = {{"radius_px", 0.0, 12.0}}}, {9});
    CHECK(*first_knot(family.field, family.grid) == 8);
    const TapTable table = started_table(family);
    CHECK(validate(table));
    CHECK(is_identity(table, 0));
    for (std::size_t k = 1; k + 1 < table.axes[0].knots.size(); ++k) {
        const double parameter[] = {table.axes[0].knots[k]};
        CHECK(moments(impulse_response(evaluate(table, parameter), 65)).variance() ==
              doctest::Approx(moments(*disk_kernel(parameter[0])).variance()).epsilon(1e-4));
    }
}

// Fits make use of the pixels' grid, so that they lose a little where they are turned.
TEST_CASE("angles: the fit is turned with its kernel") {
    const Family family = family_of({.kernel = "ellipse",
                                     .settings = {.numbers = {{"radius", 12.0}}},
                                     .axes = {{"angle_deg", 0.0, 180.0}}},
                                    {5});
    CHECK(family.grid.axes()[0].period == 180.0f);
    for (int knot = 1; knot < 5; ++knot) CHECK(psnr_at_knot(family, knot) > psnr_at_knot(family, 0) - 2.5);
}

TEST_CASE("a family may turn as it grows") {
    const Family family = family_of(
        {.kernel = "heart", .settings = {}, .axes = {{"radius_px", 6.0, 14.0}}, .turn_deg = 90.0}, {5});
    for (int knot = 0; knot < 5; ++knot) CHECK(psnr_at_knot(family, knot) > psnr_at_knot(family, 4) - 4.0);
    const auto quarter = make_kernel("heart", {.numbers = {{"radius", 14.0}, {"rotation", 90.0}}});
    CHECK(family.field.at({14.0, 0.0})->values == quarter->values);
}

TEST_CASE("axes of shape are followed from the wider end, and stay near the quality of their own fits") {
    const Family family = family_of(
        {.kernel = "catseye", .settings = {.numbers = {{"radius", 12.0}}}, .axes = {{"vignette", 0.0, 0.6}}},
        {4});
    CHECK(*first_knot(family.field, family.grid) == 0);
    for (int knot = 1; knot < 4; ++knot) {
        const auto own = fit_kernel(*family.field.at(family.grid.parameter(knot)), small_fit());
        CHECK(psnr_at_knot(family, knot) > own->kernel_psnr - 1.5);
    }
}

TEST_CASE("two axes: every entry is near its own kernel") {
    const Family family = family_of(
        {.kernel = "ellipse", .axes = {{"radius_px", 0.0, 12.0}, {"angle_deg", 0.0, 180.0}}}, {4, 6});
    const TapTable table = started_table(family);
    CHECK(validate(table));
    for (int angle = 0; angle < 6; ++angle) {
        CHECK(is_identity(table, family.grid.entry(0, angle)));
        CHECK(psnr_at_knot(family, family.grid.entry(3, angle)) >
              psnr_at_knot(family, family.grid.entry(3, 0)) - 2.5);
    }
}
