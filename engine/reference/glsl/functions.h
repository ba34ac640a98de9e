/// GLSL's functions of numbers in C++, floats being doubles.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <glm/packing.hpp>
#include <numbers>

#include "reference/glsl/vector.h"

namespace tapestry::glsl {

inline double abs(double a) {
    return std::fabs(a);
}
inline int abs(int a) {
    return a < 0 ? -a : a;
}
inline double floor(double a) {
    return std::floor(a);
}
inline double ceil(double a) {
    return std::ceil(a);
}
inline double fract(double a) {
    return a - std::floor(a);
}
inline double roundEven(double a) {
    return std::nearbyint(a);
}
inline double sqrt(double a) {
    return std::sqrt(a);
}
inline double exp2(double a) {
    return std::exp2(a);
}
inline double log2(double a) {
    return std::log2(a);
}
inline double pow(double a, double b) {
    return std::pow(a, b);
}
inline double cos(double a) {
    return std::cos(a);
}
inline double sin(double a) {
    return std::sin(a);
}
inline double atan(double y, double x) {
    return std::atan2(y, x);
}
inline double degrees(double radians) {
    return radians * (180.0 / std::numbers::pi);
}
inline double radians(double degrees) {
    return degrees * (std::numbers::pi / 180.0);
}

inline double min(double a, double b) {
    return std::min(a, b);
}
inline double max(double a, double b) {
    return std::max(a, b);
}
inline int min(int a, int b) {
    return std::min(a, b);
}
inline int max(int a, int b) {
    return std::max(a, b);
}
inline uint min(uint a, uint b) {
    return std::min(a, b);
}
inline uint max(uint a, uint b) {
    return std::max(a, b);
}
inline double clamp(double a, double low, double high) {
    return std::min(std::max(a, low), high);
}
inline int clamp(int a, int low, int high) {
    return std::min(std::max(a, low), high);
}
inline double mix(double a, double b, double t) {
    return a * (1.0 - t) + b * t;
}
inline double smoothstep(double low, double high, double a) {
    const double t = clamp((a - low) / (high - low), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

/// Of a float as near to it.
inline uint floatBitsToUint(double a) {
    return std::bit_cast<uint>(static_cast<float>(a));
}
inline double uintBitsToFloat(uint bits) {
    return static_cast<double>(std::bit_cast<float>(bits));
}
inline uint packHalf2x16(const vec2& a) {
    return glm::packHalf2x16(glm::vec2(glm::dvec2(a)));
}
inline vec2 unpackHalf2x16(uint bits) {
    return vec2(glm::unpackHalf2x16(bits));
}
inline int bitCount(uint bits) {
    return std::popcount(bits);
}
inline int findLSB(uint bits) {
    return bits == 0 ? -1 : std::countr_zero(bits);
}

/// Invocations take turns, so that these need not be atomic.
inline uint atomicAdd(uint& memory, uint value) {
    const uint before = memory;
    memory += value;
    return before;
}
inline uint atomicOr(uint& memory, uint value) {
    const uint before = memory;
    memory |= value;
    return before;
}
inline uint atomicMax(uint& memory, uint value) {
    const uint before = memory;
    memory = std::max(memory, value);
    return before;
}

}  // namespace tapestry::glsl
