#include "tapestry/fit/fit_kernel.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>
#include <numeric>
#include <random>

#include "offline/fit/kernel_metrics.h"
#include "offline/fit/starts.h"
#include "offline/kernels/kernels.h"
#include "offline/rivals/low_rank.h"
#include "tapestry/fit/make_kernel.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

// What somebody might paint: three strokes of a round brush of one width, 31 x 31.
DenseKernel painted_mask(Random& random) {
    constexpr int size = 31;
    DenseKernel mask{size, size, std::vector<double>(size * size, 0.0)};
    const auto anywhere = [&] { return 5.0 + 20.0 * uniform(random); };
    const double brush = 2.0 + 2.0 * uniform(random);
    for (int stroke = 0; stroke < 3; ++stroke) {
        const double x0 = anywhere(), y0 = anywhere(), x1 = anywhere(), y1 = anywhere();
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x) {
                const double dx = x1 - x0, dy = y1 - y0;
                const double t = std::clamp(((x - x0) * dx + (y - y0) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
                const double inside = brush + 0.5 - std::hypot(x - x0 - t * dx, y - y0 - t * dy);
                double& cell = mask.values[size * y + x];
                cell = std::max(cell, std::clamp(inside, 0.0, 1.0));
            }
    }
    const double sum = std::accumulate(mask.values.begin(), mask.values.end(), 0.0);
    for (double& value : mask.values) value /= sum;
    return mask;
}

}  // namespace

TEST_CASE("a fit is normalised, ordered, non-negative, and as good as its summary says") {
    const DenseKernel kernel = *disk_kernel(9.0);
    FitOptions options;
    options.taps = 12;
    options.layers = 3;
    options.starts = 2;
    options.hops = 8;
    const FitSummary summary = *fit_kernel(kernel, options);
    double spread = 0.0;
    for (int l = 0; l < 3; ++l) {
        double sum = 0.0;
        for (const SplatTap& tap : summary.cascade.layer(l)) {
            CHECK(tap.weight >= 0.0);
            sum += tap.weight;
        }
        CHECK(sum == doctest::Approx(1.0).epsilon(1e-12));
        CHECK(layer_spread(summary.cascade.layer(l)).variance >= spread);
        spread = layer_spread(summary.cascade.layer(l)).variance;
    }
    CHECK(summary.kernel_psnr == doctest::Approx(kernel_psnr_of(summary.cascade, kernel)));
    CHECK(summary.kernel_psnr > 15.0);
    CHECK(summary.starts == 2);
    CHECK(summary.hops == 8);
    for (std::size_t i = 1; i + 1 < summary.curve.size(); ++i)
        CHECK(summary.curve[i].cost < summary.curve[i - 1].cost);
    CHECK(summary.iterations > 0);
    CHECK(summary.memory > 0);
}

TEST_CASE("equal seeds give equal taps, to the bit, on any number of threads; other seeds do not") {
    const DenseKernel kernel = *disk_kernel(5.0);
    FitOptions options;
    options.taps = 6;
    options.layers = 2;
    options.starts = 6;
    options.hops = 10;
    const auto fit = [&](std::uint64_t seed, int threads) {
        options.seed = seed;
        options.threads = threads;
        return fit_kernel(kernel, options)->cascade.values;
    };
    const auto reference = fit(7, 1);
    const auto equal = [&](const std::vector<SplatTap>& taps) {
        return std::memcmp(taps.data(), reference.data(), taps.size() * sizeof(SplatTap)) == 0;
    };
    CHECK(equal(fit(7, 1)));
    CHECK(equal(fit(7, 2)));
    CHECK(equal(fit(7, 5)));
    CHECK_FALSE(equal(fit(8, 1)));
}

TEST_CASE("hops and signs only help, and a budget ends a fit") {
    const DenseKernel kernel = *disk_kernel(8.0);
    FitOptions options;
    options.taps = 8;
    options.layers = 3;
    options.starts = 4;
    options.hops = 0;
    const double without = fit_kernel(kernel, options)->cost;
    options.hops = 40;
    CHECK(fit_kernel(kernel, options)->cost < without);
    options.allow_negative = true;
    const FitSummary with_signs = *fit_kernel(kernel, options);
    CHECK(std::any_of(with_signs.cascade.values.begin(), with_signs.cascade.values.end(),
                      [](const SplatTap& tap) { return tap.weight < 0.0; }));
    options.hops = 1000000;
    options.budget_seconds = 0.2;
    const FitSummary timed = *fit_kernel(kernel, options);
    CHECK(timed.reason == StopReason::out_of_time);
    CHECK(timed.hops < 1000000);
    CHECK(timed.starts >= 1);
}

TEST_CASE("a budget that is over before the first run, or a fit cancelled by then, still gives a cascade") {
    FitOptions options;
    options.taps = 6;
    options.layers = 2;
    options.budget_seconds = 1e-9;
    const auto timed = fit_kernel(*disk_kernel(8.0), options);
    REQUIRE(timed);
    CHECK(timed->cascade.values.size() == 12);
    CHECK(timed->reason == StopReason::out_of_time);
    const std::atomic<bool> cancel{true};
    options.budget_seconds = 0.0;
    options.cancel = &cancel;
    const auto cancelled = fit_kernel(*disk_kernel(8.0), options);
    REQUIRE(cancelled);
    CHECK(cancelled->cascade.values.size() == 12);
    CHECK(cancelled->reason == StopReason::cancelled);
}

TEST_CASE("masks never seen before fit without tuning: better than rank one, which reads more taps") {
    const std::uint64_t seed = std::random_device{}();
    MESSAGE("seed " << seed);
    Random random(seed);
    for (int repeat = 0; repeat < 3; ++repeat) {
        const DenseKernel mask = painted_mask(random);
        FitOptions options;
        options.taps = 14;
        options.layers = 3;
        options.hops = 40;
        const auto summary = fit_kernel(mask, options);
        REQUIRE(summary);
        const FilterMethod rank_one = *low_rank_method(mask, 1);
        CHECK(summary->kernel_psnr > kernel_psnr(rank_one.impulse, mask));
        CHECK(rank_one.taps_read > 14 * 3);
    }
}

TEST_CASE("degenerate kernels fit: one cell, a line, two far blobs, all light off to one side") {
    DenseKernel line{41, 1, std::vector<double>(41, 1.0 / 41)};
    DenseKernel blobs{61, 3, std::vector<double>(183, 0.0)};
    blobs.values[61 + 1] = blobs.values[61 + 59] = 0.5;
    DenseKernel aside{41, 41, std::vector<double>(41 * 41, 0.0)};
    for (int y = 2; y < 6; ++y)
        for (int x = 33; x < 38; ++x) aside.values[41 * y + x] = 0.05;
    for (const DenseKernel& kernel : {DenseKernel{1, 1, {1.0}}, line, blobs, aside}) {
        FitOptions options;
        options.taps = 8;
        options.layers = 2;
        options.starts = 3;
        const auto summary = fit_kernel(kernel, options);
        REQUIRE(summary);
        for (const SplatTap& tap : summary->cascade.values)
            CHECK((std::isfinite(tap.x) && std::isfinite(tap.y) && std::isfinite(tap.weight)));
        CHECK(summary->kernel_psnr > 15.0);
    }
}

TEST_CASE("bad options and kernels are refused by name") {
    const DenseKernel kernel = *disk_kernel(3.0);
    const auto error = [&](auto&& change) {
        FitOptions options;
        change(options);
        return fit_kernel(kernel, options).error().message;
    };
    CHECK(error([](FitOptions& o) { o.taps = 0; }) == "taps must be between 1 and 256");
    CHECK(error([](FitOptions& o) { o.taps = 257; }) == "taps must be between 1 and 256");
    CHECK(error([](FitOptions& o) { o.layers = 17; }) == "layers must be between 1 and 16");
    CHECK(error([](FitOptions& o) { o.starts = 0; }) == "starts must be between 1 and 1000");
    CHECK(error([](FitOptions& o) { o.hops = -1; }) == "hops must be between 0 and 1000000");
    CHECK(error([](FitOptions& o) { o.budget_seconds = std::nan(""); }) ==
          "the budget must be 0 or more seconds");
    CHECK(error([](FitOptions& o) { o.threads = -1; }) == "threads must be between 0 and 256");
    CHECK(fit_kernel(DenseKernel{1, 1, {0.0}}, {}).error().message == "fit: the kernel has no light");
    CHECK_FALSE(fit_kernel(DenseKernel{1, 1, {std::nan("")}}, {}));
    CHECK_FALSE(fit_kernel(DenseKernel{257, 1, std::vector<double>(257, 1.0)}, {}));
}

TEST_CASE("a fit reports progress that only grows, and can be cancelled from its own report") {
    const DenseKernel kernel = *disk_kernel(6.0);
    std::atomic<bool> cancel{false};
    double last = -1.0;
    int reports = 0;
    FitOptions options;
    options.taps = 8;
    options.layers = 2;
    options.starts = 50;
    options.cancel = &cancel;
    options.on_progress = [&](const FitProgress& progress) {
        CHECK(progress.done >= last);
        last = progress.done;
        if (++reports == 20) cancel = true;
    };
    const FitSummary summary = *fit_kernel(kernel, options);
    CHECK(summary.reason == StopReason::cancelled);
    CHECK(summary.starts < 50);
}

TEST_CASE("a comb lies along a thin kernel, and its layers fill each other's gaps") {
    const DenseKernel line = *make_kernel("line", {.numbers = {{"length", 24.0}, {"angle", 30.0}}});
    CHECK(is_thin(line));
    CHECK_FALSE(is_thin(*disk_kernel(3.0)));
    CHECK_FALSE(is_thin(*make_kernel("ellipse", {.numbers = {{"radius", 12.0}}})));
    const Cascade comb = comb_start(line, {6, 4});
    std::vector<double> places;
    for (const SplatTap& wide : comb.layer(0))
        for (const SplatTap& narrow : comb.layer(1)) {
            const double x = wide.x + narrow.x, y = wide.y + narrow.y;
            places.push_back(x * std::cos(std::numbers::pi / 6.0) + y * std::sin(std::numbers::pi / 6.0));
            CHECK(std::abs(y * std::cos(std::numbers::pi / 6.0) - x * std::sin(std::numbers::pi / 6.0)) <
                  0.1);
        }
    std::ranges::sort(places);
    for (std::size_t i = 0; i + 1 < places.size(); ++i)
        CHECK(places[i + 1] - places[i] == doctest::Approx(1.0).epsilon(0.03));
}
