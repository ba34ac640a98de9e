#include "offline/kernels/mask.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "offline/io/exr_file.h"
#include "offline/io/image_file.h"
#include "offline/io/mask_file.h"
#include "offline/kernels/kernels.h"
#include "offline/kernels/mask_shape.h"
#include "tests/core/temporary_folder.h"
#include "tests/offline/kernel_checks.h"

using namespace tapestry;
using namespace tapestry::offline;
using namespace tapestry::test;

namespace {

GreyPicture picture(int width, int height, std::vector<double> values) {
    return {width, height, std::move(values)};
}

GreyPicture dots(int width, int height, std::initializer_list<std::pair<int, int>> lit) {
    GreyPicture result{width, height, std::vector<double>(static_cast<std::size_t>(width) * height, 0.0)};
    for (const auto& [x, y] : lit) result.values[static_cast<std::size_t>(y) * width + x] = 1.0;
    return result;
}

GreyPicture random_mask(std::mt19937& random, int size) {
    std::uniform_real_distribution<double> uniform;
    GreyPicture mask{size, size, {}};
    for (int i = 0; i < size * size; ++i)
        mask.values.push_back(uniform(random) < 0.3 ? uniform(random) : 0.0);
    return mask;
}

GreyPicture drawn(const DenseKernel& kernel) {
    GreyPicture result{kernel.width, kernel.height, kernel.values};
    for (double& value : result.values) value /= peak(kernel);
    return result;
}

}  // namespace

TEST_CASE("a mask is the picture of a point light, upright, about its middle pixel") {
    // 5 x 3: origin is pixel (2, 1).
    const DenseKernel kernel = *mask_kernel(picture(5, 3,
                                                    {0, 0, 0, 3, 0,  //
                                                     0, 0, 1, 0, 0,  //
                                                     0, 0, 0, 0, 0}));
    CHECK(kernel.width == 3);
    CHECK(kernel.height == 3);
    CHECK(kernel.at(1, 1) == doctest::Approx(0.25));
    CHECK(kernel.at(2, 0) == doctest::Approx(0.75));
}

TEST_CASE("masks of even size are about the picture's middle, or a pixel that they are symmetrical about") {
    const auto disk_about = [](int width, int height, double x0, double y0) {
        GreyPicture mask{width, height, {}};
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                mask.values.push_back(std::clamp(5.5 - std::hypot(x - x0, y - y0), 0.0, 1.0));
        return mask;
    };
    using glm::dvec2;
    CHECK(mask_origin(disk_about(16, 16, 7.5, 7.5), false) == dvec2(7.5, 7.5));
    CHECK(mask_origin(disk_about(16, 16, 8.0, 8.0), false) == dvec2(8.0, 8.0));  // as FFTs have it
    CHECK(mask_origin(disk_about(17, 16, 8.0, 7.5), false) == dvec2(8.0, 7.5));
    CHECK(mask_origin(disk_about(17, 17, 8.0, 8.0), false) == dvec2(8.0, 8.0));
    CHECK(mask_origin(disk_about(16, 16, 9.0, 6.0), false) == dvec2(7.5, 7.5));  // symmetrical elsewhere
    CHECK(mask_origin(disk_about(16, 16, 9.0, 6.0), true).x == doctest::Approx(9.0));
    // Symmetrical about column 8, neither way about a row: it is the pixel's convention.
    GreyPicture drop = disk_about(16, 16, 8.0, 8.0);
    drop.values[15 * 16 + 8] = 1.0;
    drop.values[2 * 16 + 8] = 0.2;
    drop.values[3 * 16 + 7] = drop.values[3 * 16 + 9] = 0.0;
    CHECK(mask_origin(drop, false) == dvec2(8.0, 8.0));
    std::mt19937 random(5);
    CHECK(mask_origin(random_mask(random, 16), false) == dvec2(7.5, 7.5));
    for (const int size : {8, 16, 32, 64, 128}) {
        const double middle = 0.5 * (size - 1);
        for (const double radius : {0.0, 20.0}) {
            const Moments m = moments(*mask_kernel(disk_about(size, size, middle, middle), radius));
            CHECK(std::abs(m.mean_x) < 1e-9);
            CHECK(std::abs(m.mean_y) < 1e-9);
        }
    }
}

TEST_CASE("weights below 0 are taken where they are asked for") {
    const GreyPicture sharpening = picture(3, 3, {0, -1, 0, -1, 8, -1, 0, -1, 0});
    CHECK(mask_kernel(sharpening).error().message ==
          "mask: a pixel is below 0; --signed takes weights below 0");
    const auto kernel = mask_kernel(sharpening, {.is_signed = true});
    REQUIRE(kernel);
    CHECK(value_at(*kernel, 0, 0) == doctest::Approx(2.0));
    CHECK(value_at(*kernel, 0, -1) == doctest::Approx(-0.25));
    CHECK(sum(*kernel) == doctest::Approx(1.0));
    CHECK(mask_kernel(picture(3, 1, {-1, 2, -1}), {.is_signed = true}).error().message ==
          "mask: its weights sum to no more than 0");
}

TEST_CASE("masks are read from EXR, from alpha under black, and from JPEG by its first bytes") {
    const test::TemporaryFolder folder;
    const auto path = folder.path() / "mask.exr";
    Image light(3, 1);
    light.pixels = {{0.5, 1.0, 1.5, 1.0}, {-0.5, -0.5, -0.5, 1.0}, {0.0, 0.0, 0.0, 0.0}};
    REQUIRE(write_exr(path, light));
    CHECK(read_mask_picture(path)->values == std::vector<double>{1.0, -0.5, 0.0});
    for (glm::dvec4& pixel : light.pixels) pixel = {0.0, 0.0, 0.0, pixel.a};
    REQUIRE(write_exr(path, light));
    CHECK(read_mask_picture(path)->values == std::vector<double>{1.0, 1.0, 0.0});
    const auto black = folder.path() / "black.png";
    Picture8 shape{3, 1, {0, 0, 0, 255, 0, 0, 0, 51, 0, 0, 0, 0}};
    REQUIRE(write_png8(black, shape));
    CHECK(read_mask_picture(black)->values == std::vector<double>{1.0, 0.2, 0.0});
    shape.rgba = {0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255};
    REQUIRE(write_png8(black, shape));
    CHECK(read_mask_picture(black)->values == std::vector<double>(3, 0.0));
    shape.rgba = {90, 90, 90, 255, 0, 0, 0, 51, 0, 0, 0, 0};
    REQUIRE(write_png8(black, shape));
    CHECK(read_mask_picture(black)->values == read_grey(black)->values);
    CHECK(is_lossy_picture(TAPESTRY_ASSETS "/photos/rocket.jpg"));
    CHECK_FALSE(is_lossy_picture(black));
    CHECK_FALSE(is_lossy_picture(folder.path() / "none"));
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
    const DenseKernel far = *mask_kernel(dots(9, 9, {{4, 4}, {8, 4}}), 60.0);
    CHECK(value_at(far, 60, 0) > 0.0);
    CHECK(moments(far).mean_x == doctest::Approx(30.0));
}

TEST_CASE("any mask keeps its light and its centre of light, scaled, turned or centred") {
    std::mt19937 random(11);
    for (int round = 0; round < 8; ++round) {
        const GreyPicture mask = random_mask(random, 31);
        const DenseKernel plain = *mask_kernel(mask);
        const Moments m = moments(plain);
        double farthest = 0.0;
        for (int y = -15; y <= 15; ++y)
            for (int x = -15; x <= 15; ++x)
                if (value_at(plain, x, y) > 0.0) farthest = std::max(farthest, std::hypot(x, y));
        const DenseKernel scaled = *mask_kernel(mask, {.radius_px = 40.0, .rotation_deg = 30.0});
        CHECK(sum(scaled) == doctest::Approx(1.0).epsilon(1e-12));
        const double scale = 40.0 / farthest, c = std::cos(std::numbers::pi / 6), s = 0.5;
        // Cells count as points at their middle, wherever in them the light lies.
        CHECK(std::abs(moments(scaled).mean_x - scale * (c * m.mean_x - s * m.mean_y)) < 2e-3);
        CHECK(std::abs(moments(scaled).mean_y - scale * (s * m.mean_x + c * m.mean_y)) < 2e-3);
        const Moments centred = moments(*mask_kernel(mask, {.centred = true}));
        CHECK(std::abs(centred.mean_x) < 1e-9);
        CHECK(std::abs(centred.mean_y) < 1e-9);
        const DenseKernel turned = *mask_kernel(mask, {.rotation_deg = 90.0});
        CHECK(largest_difference(turned, quarter_turned(plain)) < 1e-12);
    }
}

TEST_CASE("degenerate masks make kernels, or say why not") {
    // One pixel: at the origin, off it, off it but centred.
    CHECK(mask_kernel(picture(1, 1, {0.3}))->values == std::vector<double>{1.0});
    const DenseKernel off = *mask_kernel(dots(9, 9, {{7, 2}}));
    CHECK(off.width == 7);
    CHECK(value_at(off, 3, -2) == 1.0);
    CHECK(mask_kernel(dots(9, 9, {{7, 2}}), {.centred = true})->width == 1);
    CHECK(mask_kernel(picture(1, 1, {1.0}), 5.0).error().message ==
          "mask: only its origin is lit, so it cannot be scaled to a radius");
    CHECK_FALSE(mask_kernel(dots(9, 9, {{7, 2}}), {.radius_px = 5.0, .centred = true}));
    // One pixel blown up covers more than the radius.
    CHECK(mask_kernel(dots(3, 3, {{2, 1}}), 100.0).error().message ==
          "mask: its light reaches beyond 127 px from its origin");
    // A line, and two blobs as far apart as there is room.
    CHECK(moments(*mask_kernel(picture(9, 1, std::vector<double>(9, 1.0)))).variance_y == 0.0);
    const DenseKernel blobs = *mask_kernel(dots(255, 255, {{0, 0}, {254, 254}}));
    CHECK(blobs.width == 255);
    CHECK(value_at(blobs, -127, -127) == 0.5);
    CHECK_FALSE(mask_kernel(dots(257, 257, {{0, 0}, {256, 256}})));
    // Dark borders do not count: a large picture with little light is a small kernel.
    CHECK(mask_kernel(dots(1001, 1001, {{500, 500}, {503, 500}}))->width == 7);
    CHECK(mask_kernel(picture(3, 3, std::vector<double>(9, 0.0))).error().message == "mask: no pixel is lit");
    CHECK_FALSE(mask_kernel(picture(300, 1, std::vector<double>(300, 1.0))));
    CHECK(mask_kernel(picture(300, 1, std::vector<double>(300, 1.0)), 100.0));
}

TEST_CASE("masks of extreme numbers work, and what is no weight is refused") {
    for (const double scale : {1e-310, 1e300})
        CHECK(mask_kernel(picture(3, 1, {scale, scale, 2.0 * scale}))->at(2, 1) == doctest::Approx(0.5));
    CHECK(mask_kernel(picture(3, 1, {1.0, -1.0, 1.0})).error().message ==
          "mask: a pixel is below 0; --signed takes weights below 0");
    for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()})
        CHECK(mask_kernel(picture(3, 1, {1.0, bad, 1.0})).error().message ==
              "mask: a pixel holds no finite number");
    const GreyPicture two = dots(3, 1, {{0, 0}, {1, 0}});
    for (const double radius : {-1.0, 128.0, std::nan("")})
        CHECK(mask_kernel(two, radius).error().message == "mask: the radius must be between 0 and 127 px");
    CHECK_FALSE(mask_kernel(two, {.rotation_deg = std::nan("")}));
    CHECK_FALSE(mask_kernel(two, {.rotation_deg = 361.0}));
}

TEST_CASE("a kernel that was drawn and read back is the same kernel") {
    const test::TemporaryFolder folder;
    for (const KernelFamily& family : kernel_families()) {
        CAPTURE(family.name);
        const DenseKernel kernel = *make_kernel(family.name);
        for (const int depth : {8, 16}) {
            REQUIRE(write_grey_png(folder.path() / "k.png", drawn(kernel), depth));
            const DenseKernel back = *mask_kernel(*read_grey(folder.path() / "k.png"));
            // Half a step a cell, and the sum by which it is normalised is off by no more than that.
            const double step = peak(kernel) / (depth == 8 ? 255.0 : 65535.0);
            const double sum_error = 0.5 * step * static_cast<double>(kernel.values.size());
            CHECK(largest_difference(back, kernel) <= (0.5 * step + sum_error * peak(kernel)) * 1.01);
        }
        REQUIRE(write_pfm(folder.path() / "k.pfm", {kernel.width, kernel.height, kernel.values}));
        CHECK(largest_difference(*mask_kernel(*read_grey(folder.path() / "k.pfm")), kernel) <
              1e-7 * peak(kernel));
    }
}
