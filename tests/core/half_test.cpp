#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

#include "bad_numbers.h"
#include "tapestry/half.h"

using tapestry::round_to_half;
namespace test = tapestry::test;

namespace {

/// What the 16 bits of a finite half mean.
double decode_half(std::uint32_t bits) {
    const double sign = (bits & 0x8000u) != 0 ? -1.0 : 1.0;
    const int exponent = static_cast<int>(bits >> 10 & 0x1fu);
    const double fraction = (bits & 0x3ffu) / 1024.0;
    return sign * (exponent == 0 ? std::ldexp(fraction, -14) : std::ldexp(1.0 + fraction, exponent - 15));
}

constexpr std::uint32_t first_not_finite = 0x7c00;

}  // namespace

TEST_CASE("every finite half stays what it is, sign of zero included") {
    int wrong = 0;
    for (std::uint32_t bits = 0; bits < 0x10000u; ++bits) {
        if ((bits & 0x7fffu) >= first_not_finite) continue;
        const double half = decode_half(bits);
        wrong += round_to_half(half) != half || std::signbit(round_to_half(half)) != std::signbit(half);
    }
    CHECK(wrong == 0);
}

TEST_CASE("between neighbouring halves the nearer one wins, and the even one at the middle") {
    int wrong = 0;
    for (std::uint32_t bits = 0; bits + 1 < first_not_finite; ++bits) {
        const double low = decode_half(bits);
        const double high = decode_half(bits + 1);
        const double middle = 0.5 * (low + high);
        const double even = bits % 2 == 0 ? low : high;
        for (const double sign : {1.0, -1.0}) {
            wrong += round_to_half(sign * middle) != sign * even;
            wrong += round_to_half(sign * std::nextafter(middle, 0.0)) != sign * low;
            wrong += round_to_half(sign * std::nextafter(middle, test::infinity)) != sign * high;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("what no half holds is clamped, and NaN becomes 0") {
    CHECK(round_to_half(65519.0) == 65504.0);
    CHECK(round_to_half(65520.0) == 65504.0);
    CHECK(round_to_half(1e300) == 65504.0);
    CHECK(round_to_half(test::infinity) == 65504.0);
    CHECK(round_to_half(-test::infinity) == -65504.0);
    CHECK(round_to_half(std::numeric_limits<double>::quiet_NaN()) == 0.0);
    CHECK(round_to_half(std::numeric_limits<double>::denorm_min()) == 0.0);
}
