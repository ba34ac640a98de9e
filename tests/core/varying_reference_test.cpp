// Turns and reduced resolutions of the reference.
#include <doctest/doctest.h>

#include <cmath>

#include "picture_comparison.h"
#include "reference/filters.h"
#include "tapestry/image.h"

using namespace tapestry;
using test::largest_difference;

namespace {

/// Four unequal taps in two layers that grow with a radius of up to 8 px.
TapTable table_of_radius() {
    TapTable table;
    table.layer_taps = {4, 4};
    table.turnable = true;
    table.axes = {{"radius_px", "px", {0.0f, 8.0f}, 0.0f, Beyond::clamp}};
    constexpr float offsets[4][2] = {{1.0f, 0.25f}, {-0.5f, 0.75f}, {-0.75f, -0.5f}, {0.25f, -0.5f}};
    for (int layer = 0; layer < 2; ++layer)
        for (int tap = 0; tap < 4; ++tap)
            for (const float radius : {0.0f, 8.0f})
                table.payload.push_back({offsets[tap][0] * radius, offsets[tap][1] * radius, 0.25f, 0.0f});
    return table;
}

Image point_of_light(int size) {
    Image image(size, size);
    image.at(size / 2, size / 2) = glm::dvec4(1.0);
    return image;
}

struct Moments {
    double sum = 0.0;
    double variance = 0.0;  ///< the mean over both axes
};

Moments moments_of(const Image& image) {
    glm::dvec2 mean(0.0);
    Moments result;
    double square = 0.0;
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            const double light = image.at(x, y).r;
            result.sum += light;
            mean += light * glm::dvec2(x, y);
            square += light * (x * x + y * y);
        }
    }
    mean /= result.sum;
    result.variance = 0.5 * (square / result.sum - mean.x * mean.x - mean.y * mean.y);
    return result;
}

Image filtered(const Image& image, double radius_px, const CascadeOptions& options) {
    return filter_cascade(image, table_of_radius(),
                          ParameterMap(image.width, image.height, glm::dvec2(radius_px, 0.0)), options);
}

}  // namespace

TEST_CASE("a turn by a right angle swaps offsets, clockwise on the picture") {
    CascadeOptions options;
    options.turn_deg = 90.0;
    TapTable swapped = table_of_radius();
    for (Tap& tap : swapped.payload) tap = {-tap.dy, tap.dx, tap.weight, 0.0f};
    const Image light = point_of_light(41);
    const ParameterMap map(41, 41, glm::dvec2(5.0, 0.0));
    CHECK(largest_difference(filtered(light, 5.0, options), filter_cascade(light, swapped, map)) < 1e-12);

    options.turn_deg = 60.0;
    const ParameterMap turns(41, 41, glm::dvec2(30.0, 0.0));
    options.turns = &turns;
    CHECK(largest_difference(filtered(light, 5.0, options), filter_cascade(light, swapped, map)) < 1e-12);
}

TEST_CASE("halving keeps constants, and light, and adds 3/4 px^2") {
    const Image grey = reduce_by_two(Image(9, 6, glm::dvec4(0.3)));
    CHECK(grey.width == 5);
    CHECK(grey.height == 3);
    for (const glm::dvec4& pixel : grey.pixels) CHECK(std::abs(pixel.r - 0.3) < 1e-15);
    // Variances in the coarser pixels are a quarter as large.
    const Moments moments = moments_of(reduce_by_two(point_of_light(16)));
    CHECK(std::abs(moments.sum - 0.25) < 1e-15);
    CHECK(std::abs(moments.variance * 4.0 - (0.75 - 0.25)) <= 0.25 + 1e-12);
}

TEST_CASE("a cubic B-spline is smooth and keeps constants and slopes") {
    Image slope(8, 8);
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x) slope.at(x, y) = glm::dvec4(2.0 * x - y);
    for (const double place : {2.0, 2.3, 3.5, 4.9})
        CHECK(std::abs(read_b_spline(slope, place, 3.25).r - (2.0 * place - 3.25)) < 1e-12);
}

TEST_CASE("reduced resolution keeps light, and the variance of large blurs and of small ones") {
    const Image light = point_of_light(129);
    for (const Resolution resolution : {Resolution::half, Resolution::quarter}) {
        for (const double radius_px : {1.0, 2.0, 4.0, 8.0}) {
            INFO("1/" << static_cast<int>(resolution) << ", radius " << radius_px);
            CascadeOptions options;
            const Moments full = moments_of(filtered(light, radius_px, options));
            options.resolution = resolution;
            const Moments reduced = moments_of(filtered(light, radius_px, options));
            CHECK(std::abs(reduced.sum - full.sum) < 0.03);
            // Bilinear reads add up to 1/4 px^2 a layer, of the picture that they read; where in a reduced
            // pixel the light lies moves as much.
            const double step = static_cast<double>(resolution);
            CHECK(std::abs(reduced.variance - full.variance) < 0.25 * 2.0 * step * step);
        }
    }
}

TEST_CASE("a parameter of 0 gives the source at any resolution") {
    const Image light = point_of_light(21);
    for (const Resolution resolution : {Resolution::full, Resolution::half, Resolution::quarter}) {
        CascadeOptions options;
        options.resolution = resolution;
        CHECK(largest_difference(filtered(light, 0.0, options), light) == 0.0);
    }
}
