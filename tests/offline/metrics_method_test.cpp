#include <doctest/doctest.h>

#include <numeric>

#include "offline/metrics/filter_method.h"
#include "reference/filters.h"

using namespace tapestry;
using namespace tapestry::offline;

TEST_CASE(
    "a cascade's method counts its living taps, holds all of its light, and filters as the cascade does") {
    const Filter filter{
        {2, 2}, false, {{2.5, 0.0, 0.75}, {-1.0, 0.5, 0.25}, {0.0, -3.25, 1.0}, {90.0, 0.0, 0.0}}};
    const FilterMethod method = cascade_method("two by two", filter);
    CHECK(method.name == "two by two");
    CHECK(method.taps_read == 3.0);
    CHECK(method.shift_invariant);
    CHECK(method.impulse.width == 7);
    CHECK(method.impulse.height == 11);
    CHECK(std::accumulate(method.impulse.values.begin(), method.impulse.values.end(), 0.0) ==
          doctest::Approx(1.0).epsilon(1e-14));
    Image image(9, 7);
    for (int y = 0; y < 7; ++y)
        for (int x = 0; x < 9; ++x) image.at(x, y) = glm::dvec4(x * y, x, y, 1.0);
    CHECK(method.apply(image).pixels == filter_cascade(image, filter).pixels);
}
