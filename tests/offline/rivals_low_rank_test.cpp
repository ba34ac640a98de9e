#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "offline/kernels/disk.h"
#include "offline/kernels/gaussian.h"
#include "offline/metrics/impulse_filter.h"
#include "offline/rivals/dense.h"
#include "offline/rivals/low_rank.h"
#include "reference/filters.h"
#include "tests/offline/kernel_checks.h"
#include "tests/offline/random_picture.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

double squared_distance(const DenseKernel& a, const DenseKernel& b) {
    return std::inner_product(a.values.begin(), a.values.end(), b.values.begin(), 0.0, std::plus<>{},
                              [](double p, double q) { return (p - q) * (p - q); });
}

}  // namespace

TEST_CASE("the dense method is the dense gather") {
    const Image image = test::random_image(50, 40, 1);
    const DenseKernel kernel = test::random_kernel(9, 13, 2);
    const FilterMethod method = dense_method(kernel);
    CHECK(method.taps_read == 9 * 13);
    CHECK(method.impulse.values == kernel.values);
    CHECK(test::largest_difference(method.apply(image), filter_dense(image, kernel)) < 1e-13);
}

TEST_CASE("a low-rank filter of full rank is the kernel") {
    for (const auto& [width, height] : {std::pair{9, 9}, {13, 5}, {5, 13}, {1, 7}}) {
        const DenseKernel kernel = test::random_kernel(width, height, 3);
        const FilterMethod method = *low_rank_method(kernel, std::min(width, height));
        CHECK(method.taps_read == std::min(width, height) * (width + height));
        for (std::size_t i = 0; i < kernel.values.size(); ++i)
            CHECK(std::abs(method.impulse.values[i] - kernel.values[i]) < 1e-12);
    }
}

TEST_CASE("rank 1 is exact for a Gaussian, and asking for more buys and costs nothing") {
    const DenseKernel kernel = *gaussian_kernel(3.0);
    for (const int rank : {1, 4}) {
        const FilterMethod method = *low_rank_method(kernel, rank);
        CHECK(method.taps_read == 2 * kernel.width);
        for (std::size_t i = 0; i < kernel.values.size(); ++i)
            CHECK(std::abs(method.impulse.values[i] - kernel.values[i]) < 1e-15);
    }
}

TEST_CASE("each rank is nearer to a disk, keeps its sum, and reads 98 more texels") {
    const DenseKernel disk = *disk_kernel(24.0);
    double last = 1.0;
    for (int rank = 1; rank <= 6; ++rank) {
        const FilterMethod method = *low_rank_method(disk, rank);
        CHECK(method.name == "low-rank " + std::to_string(rank));
        CHECK(method.taps_read == 98.0 * rank);
        CHECK(test::sum(method.impulse) == doctest::Approx(1.0).epsilon(1e-12));
        const double distance = squared_distance(method.impulse, disk);
        CHECK(distance < last);
        last = distance;
    }
}

TEST_CASE("low-rank passes are their impulse response, up to the picture's edge") {
    const Image image = test::random_image(31, 22, 4);
    const DenseKernel kernel = test::random_kernel(11, 7, 5);
    for (const int rank : {1, 3}) {
        const FilterMethod method = *low_rank_method(kernel, rank);
        CHECK(test::largest_difference(method.apply(image), filter_by_impulse(image, method.impulse)) <
              1e-13);
    }
}

TEST_CASE("low-rank says what it cannot do") {
    const DenseKernel kernel = test::random_kernel(9, 5, 6);
    CHECK(low_rank_method(kernel, 0).error().message == "low-rank: the rank must be between 1 and 5");
    CHECK(low_rank_method(kernel, 6).error().message == "low-rank: the rank must be between 1 and 5");
    CHECK(low_rank_method({1, 1, {std::nan("")}}, 1).error().message ==
          "low-rank: the kernel holds a value that is not a number");
    CHECK_FALSE(low_rank_method({3, 3, std::vector<double>(9, 0.0)}, 1));
}
