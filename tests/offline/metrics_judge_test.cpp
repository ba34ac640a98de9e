#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "offline/kernels/disk.h"
#include "offline/kernels/gaussian.h"
#include "offline/metrics/image_psnr.h"
#include "offline/metrics/method_metrics.h"
#include "offline/metrics/ssim.h"
#include "offline/rivals/dense.h"
#include "offline/rivals/dual_filter.h"
#include "offline/rivals/kawase.h"
#include "offline/rivals/low_rank.h"
#include "reference/filters.h"
#include "tests/offline/random_picture.h"

using namespace tapestry;
using namespace tapestry::offline;

TEST_CASE("a judge's numbers are the metrics' own, against the dense gather") {
    const DenseKernel disk = *disk_kernel(4.0);
    const std::vector<Image> photographs = {test::random_image(50, 40, 1, true),
                                            test::random_image(33, 60, 2, true)};
    const FilterMethod method = *low_rank_method(disk, 2);
    const MethodMetrics metrics = MethodJudge(disk, photographs).judge(method);
    CHECK(metrics.name == "low-rank 2");
    CHECK(metrics.taps_read == 2 * 18);
    CHECK(metrics.kernel.psnr == kernel_metrics(method.impulse, disk).psnr);
    CHECK(metrics.highlight.flip == highlight_metrics(method, disk).flip);
    REQUIRE(metrics.photographs.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        const Image truth = filter_dense(photographs[i], disk), filtered = method.apply(photographs[i]);
        const PhotographMetrics& measured = metrics.photographs[i];
        CHECK(measured.psnr == doctest::Approx(image_psnr(filtered, truth)).epsilon(1e-9));
        CHECK(measured.psnr_inside == doctest::Approx(image_psnr(filtered, truth, 4)).epsilon(1e-9));
        CHECK(measured.ssim == doctest::Approx(ssim(filtered, truth)).epsilon(1e-9));
        CHECK(measured.flip == doctest::Approx(flip(filtered, truth).mean).epsilon(1e-9));
    }
    CHECK(metrics.mean().psnr ==
          doctest::Approx(0.5 * (metrics.photographs[0].psnr + metrics.photographs[1].psnr)));
}

TEST_CASE("methods that depend on a light's place are always run") {
    const DenseKernel gaussian = *gaussian_kernel(3.0);
    const std::vector<Image> photographs = {test::random_image(80, 70, 4, true)};
    const FilterMethod method = *dual_filter_method(gaussian);
    const PhotographMetrics measured =
        MethodJudge(gaussian, photographs, {.perceptual = false}).judge(method).photographs[0];
    const Image truth = filter_dense(photographs[0], gaussian);
    CHECK(measured.psnr == doctest::Approx(image_psnr(method.apply(photographs[0]), truth)).epsilon(1e-9));
}

TEST_CASE("the dense method is as good as can be told") {
    const DenseKernel disk = *disk_kernel(5.0);
    const std::vector<Image> photographs = {test::random_image(40, 40, 5, true)};
    const MethodMetrics metrics = MethodJudge(disk, photographs).judge(dense_method(disk));
    CHECK(std::isinf(metrics.kernel.psnr));
    CHECK(metrics.photographs[0].psnr > 200.0);
    CHECK(metrics.photographs[0].ssim == doctest::Approx(1.0));
}
