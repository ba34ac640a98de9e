#include "tapestry/fit/tap_cascade.h"

#include <doctest/doctest.h>

#include <random>

#include "offline/kernels/kernels.h"
#include "tapestry/impulse_response.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

Cascade random_cascade(unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> position(-4.0, 4.0), weight(0.1, 1.0);
    Cascade cascade(3, 7);
    for (SplatTap& tap : cascade.values) tap = {position(random), position(random), weight(random)};
    normalise_layers(cascade);
    return cascade;
}

}  // namespace

TEST_CASE("the response's variance is that of the impulse response, bilinear reads included") {
    for (unsigned seed = 1; seed <= 5; ++seed) {
        const Cascade cascade = random_cascade(seed);
        const double measured = moments(impulse_response(to_filter(cascade), 63)).variance();
        CHECK(response_variance(cascade) == doctest::Approx(measured).epsilon(1e-9));
    }
}

TEST_CASE("scaling to a variance reaches it") {
    const Cascade cascade = random_cascade(9);
    for (const double ratio : {0.1, 0.3, 0.5, 0.9}) {
        const double wanted = ratio * ratio * response_variance(cascade);
        CHECK(response_variance(scaled_to_variance(cascade, ratio, wanted)) ==
              doctest::Approx(wanted).epsilon(1e-6));
    }
}

TEST_CASE("layers are ordered smallest first and keep their taps") {
    Cascade cascade(2, 2);
    cascade.values = {{-5, 0, 0.5}, {5, 0, 0.5}, {-1, 0, 0.5}, {1, 0, 0.5}};
    order_layers(cascade);
    CHECK(cascade.layer(0)[0].x == -1);
    CHECK(cascade.layer(1)[0].x == -5);
}
