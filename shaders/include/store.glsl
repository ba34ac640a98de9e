// Rounding to the format of the image that is stored to, so that what drivers round or truncate is there already.
#include "include/rounding.glsl"

// The nearest of so many steps up to 1, and a little above it: quotients may come out a last bit below (NVIDIA's do, at
// one number in 40), and a store that truncates would take the step before.
vec4 on_step(vec4 value, vec4 steps) {
    return (floor(clamp(value, 0.0, 1.0) * steps + 0.5) + 1.0 / 64.0) / steps;
}

#if TAPESTRY_TARGET_FORMAT == TAPESTRY_RGBA8

vec4 storable(vec4 value) {
    return on_step(value, vec4(255.0));
}

#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_RGBA16F

vec4 storable(vec4 value) {
    return rounded_to_half(value);
}

#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_RGBA32F

vec4 storable(vec4 value) {
    return value;
}

// The formats from here on cannot be stored to in OpenGL ES.
#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_RGB10_A2

vec4 storable(vec4 value) {
    return on_step(value, vec4(1023.0, 1023.0, 1023.0, 3.0));
}

#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_R11F_G11F_B10F

vec4 storable(vec4 value) {
    // Floats without a sign; 65024 and 64512 are the largest of 6 and 5 bits.
    vec3 bounded = clamp(value.rgb, vec3(0.0), vec3(65024.0, 65024.0, 64512.0));
    return vec4(rounded_to_bits(bounded.r, 6u), rounded_to_bits(bounded.g, 6u), rounded_to_bits(bounded.b, 5u),
                1.0);
}

#else
#error TAPESTRY_TARGET_FORMAT is none of the formats in shared/layout.h
#endif
