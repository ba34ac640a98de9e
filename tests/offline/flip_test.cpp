#include "offline/metrics/flip.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "offline/io/srgb.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

using Rgb8 = std::array<int, 3>;

template <class Pattern>
Image picture_of_size(int width, int height, const Pattern& pattern) {
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const Rgb8 rgb = pattern(x, y);
            image.at(x, y) = glm::dvec4(srgb_to_linear(rgb[0] / 255.0), srgb_to_linear(rgb[1] / 255.0),
                                        srgb_to_linear(rgb[2] / 255.0), 1.0);
        }
    return image;
}

Image flat(int size, Rgb8 rgb) {
    return picture_of_size(size, size, [&](int, int) { return rgb; });
}

Image pattern_p(int shift) {
    return picture_of_size(128, 128, [&](int x, int y) {
        const int from = std::clamp(x - shift, 0, 127);
        return Rgb8{(2 * from) & 255, (2 * y) & 255, (from ^ y) & 255};
    });
}

Image checker(int dark, int light) {
    return picture_of_size(96, 96, [&](int x, int y) {
        const int value = (x / 8 + y / 8) % 2 == 0 ? dark : light;
        return Rgb8{value, value, value};
    });
}

// The golden values have six digits; the authors' program computes in single precision.
void check_golden(const Image& test, const Image& reference, double mean, double centre,
                  double pixels_per_degree = default_pixels_per_degree) {
    const FlipMap map = flip(test, reference, pixels_per_degree);
    INFO("mean " << map.mean << ", centre " << map.error.at(test.width / 2, test.height / 2));
    CHECK(std::abs(map.mean - mean) < 1e-4);
    CHECK(std::abs(map.error.at(test.width / 2, test.height / 2) - centre) < 1e-4);
}

}  // namespace

TEST_CASE("FLIP agrees with the authors' program on patterns that anyone can make") {
    SUBCASE("black and white") {
        check_golden(flat(64, {255, 255, 255}), flat(64, {0, 0, 0}), 0.967345, 0.967388);
    }
    SUBCASE("green and blue, the largest distance") {
        check_golden(flat(64, {0, 0, 255}), flat(64, {0, 255, 0}), 1.0, 1.0);
    }
    SUBCASE("two greys") {
        check_golden(flat(64, {110, 110, 110}), flat(64, {100, 100, 100}), 0.153479, 0.153475);
    }
    SUBCASE("a colourful pattern and the same moved by a pixel") {
        check_golden(pattern_p(1), pattern_p(0), 0.049875, 0.062213);
    }
    SUBCASE("the same seen from nearer") {
        check_golden(pattern_p(1), pattern_p(0), 0.054127, 0.223590, 30.0);
    }
    SUBCASE("a checker board and a lighter one") {
        check_golden(checker(80, 208), checker(64, 192), 0.263770, 0.223139);
    }
    SUBCASE("a point on dark grey") {
        check_golden(picture_of_size(64, 64,
                                     [](int x, int y) {
                                         return x == 32 && y == 32 ? Rgb8{255, 255, 255} : Rgb8{32, 32, 32};
                                     }),
                     flat(64, {32, 32, 32}), 0.002761, 0.746172);
    }
}

TEST_CASE("FLIP is 0 for equal pictures, within [0, 1], and the same both ways") {
    const Image a = pattern_p(0);
    const FlipMap none = flip(a, a);
    CHECK(none.mean == 0.0);
    const Image moved = pattern_p(5);
    const FlipMap forth = flip(a, moved), back = flip(moved, a);
    CHECK(forth.error.values == back.error.values);
    CHECK(*std::max_element(forth.error.values.begin(), forth.error.values.end()) <= 1.0);
    CHECK(*std::min_element(forth.error.values.begin(), forth.error.values.end()) >= 0.0);
}

TEST_CASE("FLIP sees light outside the display's range as clamped, and NaN as black") {
    const Image grey = flat(40, {100, 100, 100});
    Image wild = grey, tame = grey;
    wild.at(10, 10) = glm::dvec4(1e6, -3.0, std::numeric_limits<double>::quiet_NaN(), 1.0);
    tame.at(10, 10) = glm::dvec4(1.0, 0.0, 0.0, 1.0);
    CHECK(flip(wild, grey).error.values == flip(tame, grey).error.values);
}

TEST_CASE("a prepared reference gives what two pictures give") {
    const FlipPicture reference(pattern_p(0));
    for (const int shift : {1, 3})
        CHECK(flip(FlipPicture(pattern_p(shift)), reference).mean ==
              flip(pattern_p(shift), pattern_p(0)).mean);
}
