#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "offline/metrics/filter_method.h"
#include "offline/metrics/impulse_filter.h"
#include "reference/filters.h"
#include "tests/offline/random_picture.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

// A double FFT of n^2 numbers of order 1 rounds to some eps log2(n); 1e-13 leaves a hundredfold margin.
constexpr double rounding = 1e-13;

}  // namespace

TEST_CASE("the fast path is the dense gather, for pictures and kernels of any size") {
    for (const auto& [width, height] : {std::pair{1, 1}, {7, 5}, {64, 9}, {130, 75}})
        for (const auto& [across, down] : {std::pair{1, 1}, {5, 3}, {31, 1}, {9, 33}}) {
            const Image image = test::random_image(width, height, 1, across == 5);
            const DenseKernel kernel = test::random_kernel(across, down, 2);
            CHECK(test::largest_difference(filter_by_impulse(image, kernel), filter_dense(image, kernel)) <
                  rounding);
        }
}

TEST_CASE("a picture is prepared once for small and large kernels in any order") {
    const Image image = test::random_image(90, 70, 3, true);
    ImpulseFilter filter(image);
    for (const int size : {3, 41, 7, 41, 3}) {
        const DenseKernel kernel = test::random_kernel(size, size, 4);
        CHECK(test::largest_difference(filter.apply(kernel), filter_dense(image, kernel)) < rounding);
    }
}

TEST_CASE("a kernel that does not sum to 1 is taken as it is") {
    const Image grey(12, 8, glm::dvec4(0.5, 0.25, 0.125, 1.0));
    const Image out = filter_by_impulse(grey, DenseKernel{3, 1, {0.5, 1.0, -0.25}});
    CHECK(test::largest_difference(out, Image(12, 8, glm::dvec4(0.625, 0.3125, 0.15625, 1.25))) < rounding);
}

TEST_CASE("a cascade is its impulse response, at the edges too") {
    std::mt19937 random(5);
    std::uniform_real_distribution<double> offset(-4.0, 4.0);
    Filter filter{{2, 5, 8}, false, {}};
    for (int i = 0; i < 15; ++i) filter.values.push_back({offset(random), offset(random), 0.2});
    const FilterMethod method = cascade_method("random", filter);
    const Image image = test::random_image(80, 60, 6, false);
    const Image direct = method.apply(image), fast = filter_by_impulse(image, method.impulse);
    CHECK(test::largest_difference(direct, fast) < rounding);
}
