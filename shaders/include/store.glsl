// Rounding to the format of the image that is stored to: drivers may truncate, which darkens every pass.

#if TAPESTRY_TARGET_FORMAT == TAPESTRY_RGBA8
#define TAPESTRY_TARGET_LAYOUT rgba8

vec4 storable(vec4 value) {
    return floor(clamp(value, 0.0, 1.0) * 255.0 + 0.5) / 255.0;
}

#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_RGBA16F
#define TAPESTRY_TARGET_LAYOUT rgba16f

vec4 storable(vec4 value) {
    vec4 bounded = clamp(value, -65504.0, 65504.0);
    return vec4(unpackHalf2x16(packHalf2x16(bounded.rg)), unpackHalf2x16(packHalf2x16(bounded.ba)));
}

#elif TAPESTRY_TARGET_FORMAT == TAPESTRY_RGBA32F
#define TAPESTRY_TARGET_LAYOUT rgba32f

vec4 storable(vec4 value) {
    return value;
}

#else
#error TAPESTRY_TARGET_FORMAT is none of the formats in shared/layout.h
#endif
