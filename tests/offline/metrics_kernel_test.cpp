#include <doctest/doctest.h>

#include <cmath>

#include "offline/fit/kernel_metrics.h"

using namespace tapestry;
using namespace tapestry::offline;

TEST_CASE("kernel PSNR counts light that leaked outside the target") {
    const DenseKernel target{1, 1, {1.0}};
    DenseKernel leaking{3, 3, std::vector<double>(9, 0.0)};
    leaking.values[4] = 1.0;
    leaking.values[0] = 0.1;
    CHECK(kernel_psnr(leaking, target) == doctest::Approx(20.0));
}

TEST_CASE("a kernel smaller than the target misses the cells that it does not have") {
    const DenseKernel target{3, 1, {0.25, 0.5, 0.25}};
    const DenseKernel small{1, 1, {0.5}};
    // Error 2 * 0.25^2 over 3 cells, peak 0.5.
    CHECK(kernel_psnr(small, target) == doctest::Approx(10.0 * std::log10(0.25 * 3.0 / 0.125)));
    const KernelMetrics metrics = kernel_metrics(small, target);
    CHECK(metrics.l1 == doctest::Approx(0.5));
    CHECK(metrics.relative_l2 == doctest::Approx(std::sqrt(0.125 / 0.375)));
    CHECK(metrics.mass_outside == 0.0);
}

TEST_CASE("equal kernels have no error") {
    const DenseKernel kernel{3, 1, {0.25, 0.5, 0.25}};
    const KernelMetrics metrics = kernel_metrics(kernel, kernel);
    CHECK(std::isinf(metrics.psnr));
    CHECK(metrics.l1 == 0.0);
    CHECK(metrics.relative_l2 == 0.0);
    CHECK(metrics.mass_outside == 0.0);
    CHECK(metrics.minimum_weight == 0.5);
}

TEST_CASE("kernel metrics by hand: what rings outside the support, and how deep") {
    const DenseKernel target{3, 1, {0.0, 1.0, 0.0}};
    const DenseKernel ringing{5, 1, {0.05, -0.1, 1.1, -0.1, 0.05}};
    const KernelMetrics metrics = kernel_metrics(ringing, target);
    CHECK(metrics.l1 == doctest::Approx(0.4));
    CHECK(metrics.relative_l2 == doctest::Approx(std::sqrt(2 * 0.05 * 0.05 + 3 * 0.1 * 0.1)));
    CHECK(metrics.mass_outside == doctest::Approx(0.3));
    CHECK(metrics.minimum_weight == doctest::Approx(-0.1));
    CHECK(metrics.psnr == doctest::Approx(kernel_psnr(ringing, target)));
}
