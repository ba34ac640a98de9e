#include "offline/metrics/ssim.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "offline/io/srgb.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

// A grey picture from display values.
template <class Value>
Image grey(int width, int height, const Value& value) {
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const double light = srgb_to_linear(value(x, y));
            image.at(x, y) = glm::dvec4(light, light, light, 1.0);
        }
    return image;
}

Image noise(int width, int height, unsigned seed) {
    std::mt19937 random(seed);
    return grey(width, height, [&](int, int) { return static_cast<double>(random() >> 8) / 16777216.0; });
}

// SSIM of one 11 x 11 window by its definition, two-dimensional weights and centred moments.
double window_ssim(const Image& a, const Image& b, int cx, int cy) {
    double weights = 0.0, ma = 0.0, mb = 0.0, vaa = 0.0, vbb = 0.0, vab = 0.0;
    const auto each = [&](auto&& visit) {
        for (int y = -5; y <= 5; ++y)
            for (int x = -5; x <= 5; ++x)
                visit(std::exp(-(x * x + y * y) / 4.5), linear_to_srgb(a.at(cx + x, cy + y).r),
                      linear_to_srgb(b.at(cx + x, cy + y).r));
    };
    each([&](double w, double va, double vb) { weights += w, ma += w * va, mb += w * vb; });
    ma /= weights;
    mb /= weights;
    each([&](double w, double va, double vb) {
        vaa += w * (va - ma) * (va - ma) / weights;
        vbb += w * (vb - mb) * (vb - mb) / weights;
        vab += w * (va - ma) * (vb - mb) / weights;
    });
    return (2 * ma * mb + 1e-4) * (2 * vab + 9e-4) / ((ma * ma + mb * mb + 1e-4) * (vaa + vbb + 9e-4));
}

}  // namespace

TEST_CASE("equal pictures have SSIM 1") {
    const Image image = noise(40, 30, 1);
    CHECK(ssim(image, image) == doctest::Approx(1.0).epsilon(1e-12));
}

TEST_CASE("SSIM of two flat pictures is its luminance term") {
    const Image a = grey(16, 16, [](int, int) { return 0.4; });
    const Image b = grey(16, 16, [](int, int) { return 0.5; });
    CHECK(ssim(a, b) == doctest::Approx((2 * 0.4 * 0.5 + 1e-4) / (0.16 + 0.25 + 1e-4)).epsilon(1e-9));
}

TEST_CASE("a constant shift of a picture costs the luminance term of each window alone") {
    const auto wave = [](int x, int y) { return 0.4 + 0.1 * std::sin(0.7 * x) * std::cos(0.5 * y); };
    const Image a = grey(30, 24, wave);
    const Image b = grey(30, 24, [&](int x, int y) { return wave(x, y) + 0.1; });
    double expected = 0.0;
    for (int y = 5; y < 19; ++y)
        for (int x = 5; x < 25; ++x) {
            double weights = 0.0, mean = 0.0;
            for (int j = -5; j <= 5; ++j)
                for (int i = -5; i <= 5; ++i) {
                    const double w = std::exp(-(i * i + j * j) / 4.5);
                    weights += w;
                    mean += w * wave(x + i, y + j);
                }
            mean /= weights;
            const double shifted = mean + 0.1;
            expected += (2 * mean * shifted + 1e-4) / (mean * mean + shifted * shifted + 1e-4) / (14 * 20);
        }
    CHECK(ssim(a, b) == doctest::Approx(expected).epsilon(1e-9));
}

TEST_CASE("SSIM of noise is the mean of its windows by definition, inside the border") {
    const Image a = noise(26, 21, 2), b = noise(26, 21, 3);
    for (const int border : {0, 3}) {
        double sum = 0.0;
        int windows = 0;
        for (int y = 5 + border; y < 21 - 5 - border; ++y)
            for (int x = 5 + border; x < 26 - 5 - border; ++x, ++windows) sum += window_ssim(a, b, x, y);
        CHECK(ssim(a, b, border) == doctest::Approx(sum / windows).epsilon(1e-9));
    }
}

TEST_CASE("SSIM looks at Rec. 601 luma of display values") {
    Image red(16, 16, glm::dvec4(1.0, 0.0, 0.0, 1.0));
    const Image equal = grey(16, 16, [](int, int) { return 0.299; });
    CHECK(ssim(red, equal) == doctest::Approx(1.0).epsilon(1e-12));
    // Light outside [0, 1] shows as its clamped value.
    for (glm::dvec4& pixel : red.pixels) pixel = glm::dvec4(7.0, -1.0, 0.0, 1.0);
    CHECK(ssim(red, equal) == doctest::Approx(1.0).epsilon(1e-12));
}
