#include "offline/kernels/kernels.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <numeric>

using namespace tapestry;
using namespace tapestry::offline;

namespace {

double sum(const DenseKernel& kernel) {
    return std::accumulate(kernel.values.begin(), kernel.values.end(), 0.0);
}

GreyPicture picture(int width, int height, std::vector<double> values) {
    return {width, height, std::move(values)};
}

}  // namespace

TEST_CASE("a disk's cells hold the area that the disk covers") {
    for (const double radius : {0.3, 0.5, 1.0, 1.7, 5.25, 12.0, 24.0}) {
        CAPTURE(radius);
        const DenseKernel disk = *disk_kernel(radius);
        CHECK(sum(disk) == doctest::Approx(1.0).epsilon(1e-12));
        CHECK(disk.width % 2 == 1);
        // Against 400 x 400 points a cell: the boundary cells of a disk err by at most about 1/400 of a cell.
        constexpr int points = 400;
        const double area = std::numbers::pi * radius * radius;
        const int half = disk.width / 2;
        const int cell_x = std::min(half, static_cast<int>(radius * 0.8)),
                  cell_y = static_cast<int>(radius * 0.6);
        int inside = 0;
        for (int j = 0; j < points; ++j)
            for (int i = 0; i < points; ++i)
                inside +=
                    std::hypot(cell_x - 0.5 + (i + 0.5) / points, cell_y - 0.5 + (j + 0.5) / points) < radius;
        CHECK(disk.at(half + cell_x, half + cell_y) * area ==
              doctest::Approx(inside / double(points * points)).epsilon(0.01));
    }
    CHECK(disk_kernel(24.0)->width == 49);
    // Variance per axis of a disk is r^2/4; a cell adds its own 1/12.
    CHECK(moments(*disk_kernel(20.0)).variance() == doctest::Approx(100.0 + 1.0 / 12.0).epsilon(1e-3));
}

TEST_CASE("a Gaussian has the variance that was asked for") {
    for (const double sigma : {1.0, 2.5, 7.0})
        CHECK(moments(*gaussian_kernel(sigma)).variance() == doctest::Approx(sigma * sigma).epsilon(2e-3));
}

TEST_CASE("a mask is the picture of a point light, upright, about its middle pixel") {
    // 4 x 3: origin is pixel (2, 1).
    const DenseKernel kernel = *mask_kernel(picture(4, 3,
                                                    {0, 0, 0, 3,  //
                                                     0, 0, 1, 0,  //
                                                     0, 0, 0, 0}));
    CHECK(kernel.width == 3);
    CHECK(kernel.height == 3);
    CHECK(kernel.at(1, 1) == doctest::Approx(0.25));
    CHECK(kernel.at(2, 0) == doctest::Approx(0.75));
}

TEST_CASE("a scaled mask puts its farthest lit pixel at the radius and keeps its mean") {
    std::vector<double> values(21 * 21, 0.0);
    for (int x = 10; x <= 20; ++x) values[10 * 21 + x] = 1.0;
    const DenseKernel doubled = *mask_kernel(picture(21, 21, values), 20.0);
    CHECK(moments(doubled).mean_x == doctest::Approx(10.0));
    CHECK(moments(doubled).mean_y == doctest::Approx(0.0));
    const DenseKernel halved = *mask_kernel(picture(21, 21, values), 5.0);
    CHECK(moments(halved).mean_x == doctest::Approx(2.5));
    CHECK(sum(halved) == doctest::Approx(1.0));
}

TEST_CASE("kernels that make no sense are refused by name") {
    CHECK(disk_kernel(0.0).error().message == "disk: the radius must be above 0 and at most 127 px");
    CHECK_FALSE(disk_kernel(std::nan("")));
    CHECK_FALSE(disk_kernel(128.0));
    CHECK_FALSE(gaussian_kernel(-1.0));
    CHECK_FALSE(gaussian_kernel(32.0));
    CHECK(mask_kernel(picture(3, 3, std::vector<double>(9, 0.0))).error().message == "mask: no pixel is lit");
    CHECK_FALSE(mask_kernel(picture(1, 1, {1.0}), 5.0));
    CHECK_FALSE(mask_kernel(picture(300, 1, std::vector<double>(300, 1.0))));
    CHECK(mask_kernel(picture(300, 1, std::vector<double>(300, 1.0)), 100.0));
}
