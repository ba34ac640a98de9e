#include "offline/kernels/kernels.h"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <numeric>

#include "tests/offline/kernel_checks.h"

using namespace tapestry;
using namespace tapestry::offline;

TEST_CASE("a disk's cells hold the area that the disk covers") {
    for (const double radius : {0.3, 0.5, 1.0, 1.7, 5.25, 12.0, 24.0}) {
        CAPTURE(radius);
        const DenseKernel disk = *disk_kernel(radius);
        CHECK(test::sum(disk) == doctest::Approx(1.0).epsilon(1e-12));
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

TEST_CASE("kernels that make no sense are refused by name") {
    CHECK(disk_kernel(0.0).error().message == "disk: the radius must be above 0 and at most 127 px");
    CHECK_FALSE(disk_kernel(std::nan("")));
    CHECK_FALSE(disk_kernel(128.0));
    CHECK_FALSE(gaussian_kernel(-1.0));
    CHECK_FALSE(gaussian_kernel(32.0));
}
