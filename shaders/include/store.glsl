// Rounding to the format of the image that is stored to, so that what drivers round or truncate is there already.
#include "include/rounding.glsl"

#if TAPESTRY_TARGET_FORMAT == TAPESTRY_RGBA8
#define TAPESTRY_TARGET_LAYOUT rgba8

vec4 storable(vec4 value) {
    return floor(clamp(value, 0.0, 1.0) * 255.0 + 0.5) / 255.0;
}

#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_RGBA16F
#define TAPESTRY_TARGET_LAYOUT rgba16f

vec4 storable(vec4 value) {
    return rounded_to_half(value);
}

#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_RGBA32F
#define TAPESTRY_TARGET_LAYOUT rgba32f

vec4 storable(vec4 value) {
    return value;
}

// The formats from here on cannot be stored to in OpenGL ES.
#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_RGB10_A2
#define TAPESTRY_TARGET_LAYOUT rgb10_a2

vec4 storable(vec4 value) {
    const vec4 steps = vec4(1023.0, 1023.0, 1023.0, 3.0);
    return floor(clamp(value, 0.0, 1.0) * steps + 0.5) / steps;
}

#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_R11F_G11F_B10F
#define TAPESTRY_TARGET_LAYOUT r11f_g11f_b10f

vec4 storable(vec4 value) {
    // Floats without a sign; 65024 and 64512 are the largest of 6 and 5 bits.
    vec3 bounded = clamp(value.rgb, vec3(0.0), vec3(65024.0, 65024.0, 64512.0));
    return vec4(rounded_to_bits(bounded.r, 6u), rounded_to_bits(bounded.g, 6u), rounded_to_bits(bounded.b, 5u),
                1.0);
}

#else
#error TAPESTRY_TARGET_FORMAT is none of the formats in shared/layout.h
#endif
