#include "offline/family/fit_family.h"

#include <doctest/doctest.h>

#include <cstring>

#include "offline/family/start_knots.h"
#include "offline/kernels/kernels.h"
#include "tapestry/fit/family_table.h"
#include "tapestry/fit/fit_kernel.h"
#include "tapestry/fit/make_family.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

struct SmallFamily {
    KernelField field;
    FamilyGrid grid{{}};
    std::vector<Cascade> knots;

    explicit SmallFamily(double largest_px = 10.0)
        : field(*make_field({.kernel = "disk", .axes = {{"radius_px", 0.0, largest_px}}})),
          grid(*make_grid(field, std::vector{6}, 0.0, Beyond::scale)) {
        FitOptions options;
        options.taps = 10;
        options.layers = 3;
        options.starts = 4;
        options.hops = 0;
        knots = *start_knots(fit_kernel(*disk_kernel(10.0), options)->cascade, field, grid, {});
    }
};

std::vector<FamilySample> two_samples() {
    return {{{{0, 0.25}, {1, 0.75}}, *disk_kernel(5.0), 2.0}, {{{1, 1.0}}, *disk_kernel(6.0), 1.0}};
}

double worst_psnr(const std::vector<Cascade>& knots, const FamilyGrid& grid) {
    double worst = 1e9;
    for (double radius = 0.8; radius < 10.0; radius += 0.37) {
        const Cascade blend = blended(knots, grid.shares({radius, 0.0}));
        worst = std::min(worst, kernel_psnr_of(blend, *disk_kernel(radius)));
    }
    return worst;
}

}  // namespace

TEST_CASE("the gradient of a family is exact: central differences agree") {
    // A turned blend has no tap on a pixel's edge, where reads have a kink: its positions can be tried too.
    const std::vector<FamilySample> turned_blend = {{{{0, 0.25}, {1, 0.75}}, *disk_kernel(5.0), 2.0, 33.0}};
    for (const bool is_turned : {false, true}) {
        SmallFamily family;
        std::vector<Cascade> knots = {family.knots[3], family.knots[4]};
        FamilyObjective objective(is_turned ? turned_blend : two_samples(), ErrorSpectrum::flat, 3, 2);
        objective.evaluate(knots);
        const int size = 3 * 30;
        Eigen::VectorXd gradient;
        BlockMatrix hessian(2, size);
        objective.linearise(knots, gradient, hessian);
        for (Eigen::Index i = 0; i < gradient.size(); i += is_turned ? 1 : 3) {
            SplatTap& tap = knots[i / size].values[i % size / 3];
            double& unknown = i % 3 == 0 ? tap.weight : i % 3 == 1 ? tap.x : tap.y;
            const double step = 1e-5, value = unknown;
            unknown = value + step;
            const double above = objective.evaluate(knots);
            unknown = value - step;
            const double below = objective.evaluate(knots);
            unknown = value;
            CHECK((above - below) / (2.0 * step) ==
                  doctest::Approx(gradient[i]).epsilon(1e-5).scale(gradient.lpNorm<Eigen::Infinity>()));
        }
    }
}

TEST_CASE(
    "the joint fit improves blends at parameters that no knot and no sample sits on, and keeps the "
    "identity") {
    const SmallFamily family;
    FamilyOptions options;
    options.spectrum = ErrorSpectrum::flat;
    const auto summary = fit_family(family.knots, family.field, family.grid, options);
    REQUIRE(summary);
    CHECK(summary->joint.final_cost < 0.7 * summary->joint.initial_cost);
    CHECK(worst_psnr(summary->knots, family.grid) > worst_psnr(family.knots, family.grid));
    const TapTable table = family_table(summary->knots, family.grid.axes(), "disk", false);
    CHECK(validate(table));
    CHECK(is_identity(table, 0));
}

TEST_CASE("a family for any turn is better over all angles than one fitted at a single angle") {
    FieldSpec spec{.kernel = "ellipse", .axes = {{"radius_px", 0.0, 10.0}}, .at_any_turn = true};
    const KernelField turning = *make_field(spec);
    spec.at_any_turn = false;
    const KernelField level = *make_field(spec);
    const auto mean = [&](const KernelField& field) {
        const FamilyGrid grid = *make_grid(field, std::vector{5}, 0.0, Beyond::scale);
        MakeFamilyOptions options;
        options.fit.taps = 10;
        options.fit.layers = 2;
        options.fit.starts = 4;
        options.fit.hops = 0;
        options.fit.spectrum = ErrorSpectrum::flat;
        const auto made = make_family(field, grid, options);
        REQUIRE(made);
        double sum = 0.0;
        int count = 0;
        for (double radius = 2.0; radius < 10.0; radius += 1.7)
            for (double turn_deg = 4.0; turn_deg < 180.0; turn_deg += 23.0, ++count)
                sum += kernel_psnr_of(turned(blended(made->knots, grid.shares({radius, 0.0})), turn_deg),
                                      *turning.turned_at({radius, 0.0}, turn_deg));
        return sum / count;
    };
    CHECK(mean(turning) > mean(level));
}

TEST_CASE("a start that cannot be improved comes back as it is") {
    const KernelField field = *make_field({.kernel = "line", .axes = {{"length_px", 0.0, 16.0}}});
    const FamilyGrid grid = *make_grid(field, std::vector{5}, 0.0, Beyond::scale);
    MakeFamilyOptions options;
    options.fit.taps = 5;
    options.fit.layers = 2;
    options.fit.starts = 4;
    options.fit.hops = 0;
    CHECK(make_family(field, grid, options));
}

TEST_CASE("the joint fit gives the same bits on any number of threads, and can be cancelled") {
    const SmallFamily family;
    FamilyOptions options;
    options.max_iterations = 12;
    const auto fit = [&](int threads) {
        options.threads = threads;
        auto summary = fit_family(family.knots, family.field, family.grid, options);
        REQUIRE(summary);
        return std::move(summary->knots);
    };
    const auto one = fit(1), three = fit(3);
    for (std::size_t k = 0; k < one.size(); ++k)
        CHECK(std::memcmp(one[k].values.data(), three[k].values.data(),
                          one[k].values.size() * sizeof(SplatTap)) == 0);
    const std::atomic<bool> cancel{true};
    options.cancel = &cancel;
    CHECK(fit_family(family.knots, family.field, family.grid, options)->joint.reason ==
          StopReason::cancelled);
}

TEST_CASE("families that cannot be fitted are refused with the reason") {
    const SmallFamily family;
    FamilyOptions options;
    options.max_iterations = 0;
    CHECK(fit_family(family.knots, family.field, family.grid, options).error().message ==
          "joint iterations must be between 1 and 10000");
    options.max_iterations = 5;
    const SmallFamily tiny(0.4);
    CHECK(fit_family(tiny.knots, tiny.field, tiny.grid, options).error().message ==
          "family: every size on the axis is below half a pixel");
}
