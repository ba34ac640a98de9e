#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "offline/fit/kernel_metrics.h"
#include "offline/kernels/disk.h"
#include "offline/kernels/gaussian.h"
#include "offline/kernels/moments.h"
#include "offline/metrics/impulse_filter.h"
#include "offline/rivals/dual_filter.h"
#include "offline/rivals/gaussian_match.h"
#include "offline/rivals/kawase.h"
#include "offline/rivals/separable_gaussian.h"
#include "reference/filters.h"
#include "tests/offline/kernel_checks.h"
#include "tests/offline/random_picture.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

DenseKernel with_margin(const DenseKernel& kernel, int margin) {
    DenseKernel wide{kernel.width + 2 * margin, kernel.height + 2 * margin, {}};
    wide.values.assign(static_cast<std::size_t>(wide.width) * wide.height, 0.0);
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            wide.values[static_cast<std::size_t>(y + margin) * wide.width + x + margin] = kernel.at(x, y);
    return wide;
}

// Noise that has nothing within `margin` of the edge.
Image island(int width, int height, int margin, unsigned seed) {
    Image image = test::random_image(width, height, seed);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (std::min({x, y, width - 1 - x, height - 1 - y}) < margin) image.at(x, y) = glm::dvec4(0.0);
    return image;
}

}  // namespace

TEST_CASE("the Gaussian in a kernel is found, also when a box cuts it") {
    for (const double sigma : {0.5, 1.0, 5.0, 20.0}) {
        const GaussianMatch match = best_gaussian(*gaussian_kernel(sigma));
        CHECK(match.sigma_px == doctest::Approx(sigma).epsilon(1e-9));
        CHECK(match.relative_l2 < 1e-9);
    }
    CHECK(best_gaussian(gaussian_in_box(11.0, 49, 49)).sigma_px == doctest::Approx(11.0).epsilon(1e-9));
    CHECK(best_gaussian(gaussian_in_box(20.0, 49, 31)).sigma_px == doctest::Approx(20.0).epsilon(1e-9));
}

TEST_CASE("methods that blur by Gaussians only refuse every other kernel by name") {
    DenseKernel off_centre = *gaussian_kernel(4.0);
    std::rotate(off_centre.values.begin(), off_centre.values.end() - 3, off_centre.values.end());
    DenseKernel ellipse{25, 49, {}};
    for (int y = -24; y <= 24; ++y)
        for (int x = -12; x <= 12; ++x)
            ellipse.values.push_back(std::exp(-0.5 * (x * x / 9.0 + y * y / 36.0)) / (36.0 * 3.14159));
    for (const DenseKernel& kernel : {*disk_kernel(6.0), off_centre, ellipse, DenseKernel{1, 1, {1.0}}}) {
        CHECK(separable_gaussian_method(kernel).error().message ==
              "separable Gaussian: blurs by Gaussians only, and this kernel is none");
        CHECK_FALSE(kawase_method(kernel));
        CHECK_FALSE(dual_filter_method(kernel));
    }
}

TEST_CASE("linear sampling gives the plain Gaussian with half of the reads") {
    for (const double sigma : {0.7, 2.0, 3.1}) {
        const DenseKernel kernel = *gaussian_kernel(sigma);
        const FilterMethod method = *separable_gaussian_method(kernel);
        const int half = kernel.width / 2;
        CHECK(method.taps_read == 2 * (half + 1));
        REQUIRE(method.impulse.width == kernel.width);
        for (std::size_t i = 0; i < kernel.values.size(); ++i)
            CHECK(std::abs(method.impulse.values[i] - kernel.values[i]) < 1e-11);
        const Image image = test::random_image(40, 30, 1);
        CHECK(test::largest_difference(method.apply(image), filter_dense(image, kernel)) < 1e-11);
    }
    // A box of unequal sides: the shorter pass is filled up, which costs no reads.
    const FilterMethod flat = *separable_gaussian_method(gaussian_in_box(2.0, 15, 9));
    CHECK(flat.taps_read == 8 + 5);
}

TEST_CASE("Kawase's presets are as far from the best Gaussian as published") {
    struct Published {
        int size, taps;
        double l1, l2;
    };
    const Published published[] = {{35, 20, 0.157, 0.122}, {63, 28, 0.098, 0.079}, {127, 40, 0.053, 0.038}};
    REQUIRE(kawase_presets().size() == 3);
    for (int i = 0; i < 3; ++i) {
        const KawasePreset& preset = kawase_presets()[i];
        CHECK(preset.size_px == published[i].size);
        const FilterMethod method = cascade_method("Kawase", kawase_filter(preset.iterations));
        CHECK(method.taps_read == published[i].taps);
        // Room for the Gaussian's tails, which the kernels do not have.
        const DenseKernel kernel = with_margin(method.impulse, 40);
        const DenseKernel gaussian =
            gaussian_in_box(best_gaussian(kernel).sigma_px, kernel.width, kernel.height);
        const KernelMetrics metrics = kernel_metrics(kernel, gaussian);
        CHECK(std::abs(metrics.l1 - published[i].l1) < 1e-3);
        CHECK(std::abs(metrics.relative_l2 - published[i].l2) < 1e-3);
    }
}

TEST_CASE("stretched Kawase passes have the variance that they are said to have, and sum to 1") {
    for (const KawasePreset& preset : kawase_presets())
        for (const double stretch : {0.6, 1.0, 1.3}) {
            const FilterMethod method = cascade_method("Kawase", kawase_filter(preset.iterations, stretch));
            CHECK(test::sum(method.impulse) == doctest::Approx(1.0).epsilon(1e-12));
            CHECK(moments(method.impulse).variance() ==
                  doctest::Approx(kawase_variance(preset.iterations, stretch)).epsilon(1e-9));
        }
}

TEST_CASE("Kawase and dual filtering blur by the Gaussian's variance with the steps that it takes") {
    for (const double sigma : {2.0, 5.0, 7.0, 9.0, 11.0}) {
        const DenseKernel kernel = *gaussian_kernel(sigma);
        const double variance = moments(kernel).variance();
        for (const FilterMethod& method : {*kawase_method(kernel), *dual_filter_method(kernel)}) {
            CHECK(test::sum(method.impulse) == doctest::Approx(1.0).epsilon(1e-12));
            CHECK(moments(method.impulse).variance() == doctest::Approx(variance).epsilon(1e-6));
            CHECK(kernel_metrics(method.impulse, kernel).relative_l2 < 0.2);
        }
    }
    CHECK(kawase_method(*gaussian_kernel(5.0))->name == "Kawase 35 x 0.94");
    CHECK(kawase_method(*gaussian_kernel(9.0))->taps_read == 28);
    CHECK(kawase_method(*gaussian_kernel(30.0))->taps_read == 40);
    CHECK(dual_filter_method(*gaussian_kernel(7.0))->name == "dual filter 3 x 0.86");
    CHECK(dual_filter_method(*gaussian_kernel(0.8)).error().message ==
          "dual filter: no number of levels gives this sigma");
}

TEST_CASE("dual filtering reads 5 texels a pixel down and 8 a pixel up") {
    CHECK(taps_read({1, 1.0}) == 9.25);
    CHECK(taps_read({2, 1.0}) == 9.25 * 1.25);
}

TEST_CASE("one level of dual filtering by hand") {
    Image light(10, 10);
    light.at(4, 4) = glm::dvec4(1.0);
    const Image out = filter_dual(light, {1, 1.0});
    // Down: coarse (2, 2) sees the light with its middle tap and with one diagonal tap, a quarter texel each:
    // (1/2 + 1/8) / 4 = 5/32. Its neighbours (1, 2), (2, 1) and (1, 1) see it with one diagonal tap: 1/32.
    // Up, at (4, 4), which is at (1.75, 1.75) of the coarse picture, in units of 1/12 and 1/32:
    const auto coarse = [](double x, double y) {
        const auto share = [](double at, int cell) { return std::max(0.0, 1.0 - std::abs(at - cell)); };
        return 5.0 * share(x, 2) * share(y, 2) + share(x, 1) * share(y, 2) + share(x, 2) * share(y, 1) +
               share(x, 1) * share(y, 1);
    };
    double expected = coarse(0.75, 1.75) + coarse(2.75, 1.75) + coarse(1.75, 0.75) + coarse(1.75, 2.75);
    for (const double x : {1.25, 2.25})
        for (const double y : {1.25, 2.25}) expected += 2.0 * coarse(x, y);
    CHECK(out.at(4, 4).r == doctest::Approx(expected / 12.0 / 32.0).epsilon(1e-12));
    const Image pixel(1, 1, glm::dvec4(3.0));
    CHECK(filter_dual(pixel, {3, 1.0}).at(0, 0).r == doctest::Approx(3.0).epsilon(1e-12));
}

TEST_CASE("the mean impulse of dual filtering is the mean over all places of the light") {
    const DualFilter filter{2, 1.2};
    const DenseKernel mean = mean_impulse(filter);
    DenseKernel brute{mean.width, mean.height, std::vector<double>(mean.values.size(), 0.0)};
    const int half = mean.width / 2, middle = (half + 7) / 4 * 4;
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 4; ++x) {
            Image light(2 * middle + 4, 2 * middle + 4);
            light.at(middle + x, middle + y) = glm::dvec4(1.0);
            const Image response = filter_dual(light, filter);
            for (int v = -half; v <= half; ++v)
                for (int u = -half; u <= half; ++u)
                    brute.values[static_cast<std::size_t>(v + half) * mean.width + u + half] +=
                        response.at(middle + x + u, middle + y + v).r / 16.0;
        }
    for (std::size_t i = 0; i < mean.values.size(); ++i)
        CHECK(std::abs(mean.values[i] - brute.values[i]) < 1e-15);
    CHECK(test::sum(mean) == doctest::Approx(1.0).epsilon(1e-12));
    CHECK(moments(mean).variance() == doctest::Approx(variance_of(filter)).epsilon(1e-9));
}

TEST_CASE("a constant picture stays constant under every Gaussian rival, of any size") {
    const DenseKernel kernel = *gaussian_kernel(4.0);
    const glm::dvec4 colour(0.1, 0.4, 0.7, 1.0);
    for (const auto& [width, height] : {std::pair{33, 18}, {1, 1}, {5, 64}})
        for (const FilterMethod& method :
             {*separable_gaussian_method(kernel), *kawase_method(kernel), *dual_filter_method(kernel)}) {
            const Image flat(width, height, colour);
            CHECK(test::largest_difference(method.apply(flat), flat) < 1e-12);
        }
}

TEST_CASE("light is kept by dual filtering when none reaches the edge") {
    const DualFilter filter{3, 0.9};
    const int reach = mean_impulse(filter).width / 2;
    const Image image = island(2 * reach + 20, 2 * reach + 17, reach, 2);
    glm::dvec4 before(0.0), after(0.0);
    const Image out = filter_dual(image, filter);
    for (const glm::dvec4& pixel : image.pixels) before += pixel;
    for (const glm::dvec4& pixel : out.pixels) after += pixel;
    // The two places of a pixel in a coarser one are mirror images on either axis, so none gets more than its
    // share.
    for (int c = 0; c < 4; ++c) CHECK(after[c] == doctest::Approx(before[c]).epsilon(1e-12));
}
