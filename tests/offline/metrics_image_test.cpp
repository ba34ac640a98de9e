#include <doctest/doctest.h>

#include <cmath>

#include "offline/metrics/image_psnr.h"

using namespace tapestry;
using namespace tapestry::offline;

TEST_CASE("image PSNR of a constant error is its closed form, and equal pictures are infinitely good") {
    const Image truth(20, 10, glm::dvec4(0.3, 0.4, 0.5, 1.0));
    Image image = truth;
    CHECK(std::isinf(image_psnr(image, truth)));
    for (glm::dvec4& pixel : image.pixels) pixel += glm::dvec4(0.01, -0.01, 0.01, 0.0);
    CHECK(image_psnr(image, truth) == doctest::Approx(40.0));
    // Alpha is no part of it; a third of the channels wrong is 1/3 of the error.
    image = truth;
    for (glm::dvec4& pixel : image.pixels) pixel += glm::dvec4(0.0, 0.1, 0.0, 0.7);
    CHECK(image_psnr(image, truth) == doctest::Approx(20.0 + 10.0 * std::log10(3.0)));
}

TEST_CASE("image PSNR leaves the border out when it is told to") {
    const Image truth(12, 9);
    Image image = truth;
    image.at(2, 2) = glm::dvec4(1.0);
    CHECK(image_psnr(image, truth, 2) == doctest::Approx(10.0 * std::log10(8.0 * 5.0)));
    CHECK(std::isinf(image_psnr(image, truth, 3)));
}
