// Rounding to floats of fewer bits, which drivers cannot be trusted with: stores to such formats may truncate, and so
// may packHalf2x16 (AMD's v_cvt_pkrtz does), which darkens every pass.

#include "shared/constants.h"

// The nearest float with the exponents of a half and so many bits of fraction, of two the even one. |value| is at most
// the format's largest. Numbers below 2^-14 are evenly spaced. Products with powers of two are exact and roundEven is,
// so no driver's rounding mode counts. (Adding half of the last bit to the bits of the float costs about as much, and
// a second way for the evenly spaced ones.) Same function in engine/core/half.cpp.
float rounded_to_bits(float value, uint fraction_bits) {
    uint exponent = max(floatBitsToUint(value) & 0x7f800000u, 113u << 23);
    uint spacing = exponent - (fraction_bits << 23);
    float inverse_spacing = uintBitsToFloat((254u << 23) - spacing);
    return roundEven(value * inverse_spacing) * uintBitsToFloat(spacing);
}

// Not for NaN, which is taken out where pictures are read.
float rounded_to_half(float value) {
    return rounded_to_bits(clamp(value, -TAPESTRY_LARGEST_HALF, TAPESTRY_LARGEST_HALF), 10u);
}

vec4 rounded_to_half(vec4 value) {
    return vec4(rounded_to_half(value.r), rounded_to_half(value.g), rounded_to_half(value.b),
                rounded_to_half(value.a));
}
