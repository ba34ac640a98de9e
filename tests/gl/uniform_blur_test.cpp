// A Gaussian blur has the variance that is asked for.
#include "tapestry/uniform_blur.h"

#include <doctest/doctest.h>

#include <cmath>

#include "gl_pictures.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr int blurred_side = 321;

/// Of a light's picture, per axis.
double measured_variance(const Image& light) {
    double sum = 0.0, x1 = 0.0, y1 = 0.0, square = 0.0;
    for (int y = 0; y < light.height; ++y)
        for (int x = 0; x < light.width; ++x) {
            const double value = light.at(x, y).g;
            sum += value;
            x1 += value * x;
            y1 += value * y;
            square += value * (x * x + y * y);
        }
    x1 /= sum;
    y1 /= sum;
    return 0.5 * (square / sum - x1 * x1 - y1 * y1);
}

}  // namespace

TEST_CASE_FIXTURE(GlFixture, "the variance of a light's picture is sigma squared within 1 %, from 1 px on") {
    const auto table = read_table(TAPESTRY_ASSETS "/tables/gaussian_0-11_12x4_photo.tap");
    REQUIRE(table);
    auto effect = UniformBlur::create(device, *table);
    REQUIRE(effect);
    double worst = 0.0;
    for (const float sigma :
         {1.0f, 1.3f, 1.7f, 2.2f, 3.1f, 4.6f, 6.4f, 8.9f, 11.0f, 15.0f, 21.5f, 26.0f, 31.0f}) {
        // At reduced resolution the places of a light between reduced pixels are averaged.
        const int places = sigma <= 11.0f ? 1 : sigma <= 22.0f ? 2 : 4;
        double variance = 0.0;
        for (int place = 0; place < places; ++place) {
            Image light(blurred_side, blurred_side);
            light.at(blurred_side / 2 + place, blurred_side / 2 + place) = glm::dvec4(1.0);
            EffectFrame frame;
            frame.source = {upload(*this, GL_RGBA32F, light, Row0::top), Encoding::linear,
                            Alpha::premultiplied};
            frame.target = {make_texture(*this, GL_RGBA32F, blurred_side, blurred_side), Encoding::linear,
                            Alpha::premultiplied};
            frame.row0 = Row0::top;
            frame.precision = WorkPrecision::single;
            REQUIRE(effect->apply(frame, {.sigma = sigma}));
            variance += measured_variance(
                            download(*this, frame.target.texture, blurred_side, blurred_side, Row0::top)) /
                        places;
        }
        INFO("sigma " << sigma << ", variance " << variance);
        const double error = variance / (double{sigma} * double{sigma}) - 1.0;
        CHECK(std::abs(error) < 0.01);
        worst = std::max(worst, std::abs(error));
    }
    MESSAGE("largest error " << 100.0 * worst << " %");
}

}  // namespace tapestry::test
