#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "offline/kernels/disk.h"
#include "offline/kernels/gaussian.h"
#include "offline/metrics/highlight.h"
#include "offline/metrics/magma.h"
#include "offline/rivals/dense.h"
#include "offline/rivals/dual_filter.h"
#include "offline/rivals/low_rank.h"
#include "tests/offline/random_picture.h"

using namespace tapestry;
using namespace tapestry::offline;

TEST_CASE("the dense method's highlight is the truth, its peak at 18 % grey") {
    const DenseKernel disk = *disk_kernel(6.0);
    const HighlightMetrics metrics = highlight_metrics(dense_method(disk), disk);
    CHECK(std::isinf(metrics.psnr));
    CHECK(metrics.flip == 0.0);
    CHECK(metrics.overshoot == 0.0);
    CHECK(metrics.undershoot == 0.0);
    CHECK(metrics.unevenness == 0.0);

    const Image picture = highlight_picture(dense_method(disk), disk);
    CHECK(picture.width == disk.width + 32);
    CHECK(picture.at(22, 22).r == doctest::Approx(0.18));
    // 511 units of excess light over a disk of pi 36 pixels, on 1 unit of grey.
    const double grey = 0.18 / (1.0 + 511.0 / (std::acos(-1.0) * 36.0));
    CHECK(picture.at(0, 0).r == doctest::Approx(grey).epsilon(1e-3));
}

TEST_CASE("a dark ring around a highlight and ripples in it are told apart") {
    const DenseKernel target{5, 1, {0.0, 0.25, 0.5, 0.25, 0.0}};
    FilterMethod method = dense_method({5, 1, {-0.05, 0.25, 0.6, 0.25, -0.05}});
    const HighlightMetrics metrics = highlight_metrics(method, target);
    CHECK(metrics.undershoot == doctest::Approx(-0.1));
    CHECK(metrics.overshoot == 0.0);
    CHECK(metrics.unevenness == doctest::Approx(0.2 / std::sqrt(3.0)));
    CHECK(metrics.flip > 0.0);
}

TEST_CASE("the highlight's picture is the filtered scene") {
    const DenseKernel disk = *disk_kernel(5.0);
    FilterMethod method = *low_rank_method(disk, 2);
    const Image by_impulse = highlight_picture(method, disk);
    method.shift_invariant = false;
    CHECK(test::largest_difference(highlight_picture(method, disk), by_impulse) < 1e-13);
}

TEST_CASE("a method that depends on the light's place is run, not taken by its mean") {
    const DenseKernel kernel = *gaussian_kernel(3.0);
    FilterMethod method = *dual_filter_method(kernel);
    const HighlightMetrics run = highlight_metrics(method, kernel);
    method.shift_invariant = true;
    const HighlightMetrics by_mean = highlight_metrics(method, kernel);
    CHECK(run.psnr < by_mean.psnr);
    CHECK(run.psnr > 20.0);
}

TEST_CASE("error maps run from black to pale yellow, ever lighter") {
    Plane ramp(256, 1);
    for (int x = 0; x < 256; ++x) ramp.values[x] = x / 255.0;
    const Picture8 picture = magma_picture(ramp);
    REQUIRE(picture.rgba.size() == 1024);
    const auto lightness = [&](int x) {
        return 0.3 * picture.rgba[4 * x] + 0.59 * picture.rgba[4 * x + 1] + 0.11 * picture.rgba[4 * x + 2];
    };
    for (int x = 1; x < 256; ++x) CHECK(lightness(x) >= lightness(x - 1));
    CHECK(lightness(0) < 1.0);
    CHECK(lightness(255) > 240.0);
    Plane wild(3, 1);
    wild.values = {-5.0, std::nan(""), 7.0};
    const Picture8 clamped = magma_picture(wild);
    CHECK(std::equal(clamped.rgba.begin(), clamped.rgba.begin() + 4, picture.rgba.begin()));
    CHECK(std::equal(clamped.rgba.begin() + 4, clamped.rgba.begin() + 8, picture.rgba.begin()));
    CHECK(std::equal(clamped.rgba.begin() + 8, clamped.rgba.end(), picture.rgba.end() - 4));
}
