#include "offline/fit/family.h"

#include <doctest/doctest.h>

#include "offline/fit/fit_kernel.h"
#include "offline/kernels/kernels.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

TapTable small_family() {
    FitOptions options;
    options.taps = 12;
    options.layers = 3;
    options.starts = 2;
    const FitSummary fit = *fit_kernel(*disk_kernel(12.0), options);
    const Axis axis{"radius_px", "px", spaced_knots(0.0, 12.0, 9, 1.5), 0.0f, Beyond::scale};
    return family_table(*scaled_knots(fit.cascade, axis, disk_kernel), axis, "disk", false);
}

}  // namespace

TEST_CASE("knots run from one end to the other and crowd at the small end") {
    const std::vector<float> knots = spaced_knots(0.0, 24.0, 9, 1.5);
    CHECK(knots.front() == 0.0f);
    CHECK(knots.back() == 24.0f);
    for (std::size_t i = 2; i < knots.size(); ++i)
        CHECK(knots[i] - knots[i - 1] > knots[i - 1] - knots[i - 2]);
}

TEST_CASE("a family is a valid table, the identity at 0, and has its kernels' variance at the knots") {
    const TapTable table = small_family();
    CHECK(validate(table));
    CHECK(is_identity(table, 0));
    for (std::size_t k = 1; k < table.axes[0].knots.size(); ++k) {
        const double radius = table.axes[0].knots[k];
        const double parameter[] = {radius};
        const DenseKernel response = impulse_response(evaluate(table, parameter), 65);
        CHECK(moments(response).variance() ==
              doctest::Approx(moments(*disk_kernel(radius)).variance()).epsilon(1e-4));
    }
}

TEST_CASE("a family whose kernel cannot be made says why") {
    const Cascade cascade = [] {
        Cascade c(1, 1);
        c.values = {{0, 0, 1}};
        return c;
    }();
    const Axis axis{"radius_px", "px", {0.0f, 100.0f, 200.0f}, 0.0f, Beyond::clamp};
    const auto family = scaled_knots(cascade, axis, disk_kernel);
    REQUIRE_FALSE(family);
    CHECK(family.error().message == "disk: the radius must be above 0 and at most 127 px");
}
