/// Whether a number is NaN or infinite, by its bits: compilers that are told that there is neither
/// (-ffast-math, which hosts set for whole projects) remove std::isnan, and comparisons that only NaN fails.
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <type_traits>

namespace tapestry {

/// Grows with the magnitude; that of infinity is below all NaNs'. By reference, because such compilers may
/// take for granted that an argument passed by value is no NaN.
template <std::floating_point Float>
constexpr auto magnitude_bits(const Float& value) {
    using Bits = std::conditional_t<sizeof(Float) == 4, std::uint32_t, std::uint64_t>;
    return static_cast<Bits>(std::bit_cast<Bits>(value) << 1);
}

template <std::floating_point Float>
inline constexpr auto infinity_bits = magnitude_bits(std::numeric_limits<Float>::infinity());

template <std::floating_point Float>
bool is_nan(const Float& value) {
    return magnitude_bits(value) > infinity_bits<Float>;
}

template <std::floating_point Float>
bool is_infinite(const Float& value) {
    return magnitude_bits(value) == infinity_bits<Float>;
}

template <std::floating_point Float>
bool is_finite(const Float& value) {
    return magnitude_bits(value) < infinity_bits<Float>;
}

}  // namespace tapestry
