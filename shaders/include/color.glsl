// What the numbers in a texture mean: encodings, alpha, numbers that are none.

// By bits, because compilers may assume that no float is NaN.
bool is_nan(float value) {
    return (floatBitsToUint(value) & 0x7fffffffu) > 0x7f800000u;
}

bool is_infinite(float value) {
    return (floatBitsToUint(value) & 0x7fffffffu) == 0x7f800000u;
}

// NaN and infinities poison their neighbours even at bilinear weight 0.
float made_finite(float value) {
    if (is_nan(value)) return 0.0;
    if (is_infinite(value)) return value < 0.0 ? -TAPESTRY_LARGEST_HALF : TAPESTRY_LARGEST_HALF;
    return value;
}

vec4 made_finite(vec4 value) {
    return vec4(made_finite(value.r), made_finite(value.g), made_finite(value.b), made_finite(value.a));
}

float brightest(vec3 light) {
    return max(light.r, max(light.g, light.b));
}

float luminance(vec3 light) {
    return dot(light, vec3(TAPESTRY_LUMINANCE_RED, TAPESTRY_LUMINANCE_GREEN, TAPESTRY_LUMINANCE_BLUE));
}

// Light that halves hold. Colours outside the gamut have negative numbers, and keep them.
vec3 bounded_light(vec3 light) {
    return clamp(light, -TAPESTRY_LARGEST_HALF, TAPESTRY_LARGEST_HALF);
}

// The same of premultiplied light that covers a share of the pixel.
vec4 bounded_layer(vec4 light) {
    return vec4(bounded_light(light.rgb), clamp(light.a, 0.0, 1.0));
}

// IEC 61966-2-1.
float srgb_to_linear(float encoded) {
    return encoded <= 0.04045 ? encoded / 12.92 : pow((encoded + 0.055) / 1.055, 2.4);
}

vec3 srgb_to_linear(vec3 encoded) {
    return vec3(srgb_to_linear(encoded.r), srgb_to_linear(encoded.g), srgb_to_linear(encoded.b));
}

float linear_to_srgb(float light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1.0 / 2.4) - 0.055;
}

vec3 linear_to_srgb(vec3 light) {
    return vec3(linear_to_srgb(light.r), linear_to_srgb(light.g), linear_to_srgb(light.b));
}

// The host's numbers to linear, premultiplied, finite light.
vec4 decode(vec4 texel, uint encoding, uint alpha) {
    vec4 light = made_finite(texel);
    if (encoding == TAPESTRY_ENCODING_SRGB) light.rgb = srgb_to_linear(light.rgb);
    if (alpha == TAPESTRY_ALPHA_OPAQUE) light.a = 1.0;
    if (alpha == TAPESTRY_ALPHA_STRAIGHT) light.rgb *= light.a;
    return light;
}

// Light to the host's numbers. A colour that nothing covers is black.
vec4 encode(vec4 light, uint encoding, uint alpha) {
    if (alpha == TAPESTRY_ALPHA_OPAQUE) light.a = 1.0;
    if (alpha == TAPESTRY_ALPHA_STRAIGHT) light.rgb = light.a > 0.0 ? light.rgb / light.a : vec3(0.0);
    if (encoding == TAPESTRY_ENCODING_SRGB) light.rgb = linear_to_srgb(light.rgb);
    return light;
}

#ifdef TAPESTRY_SOURCE_ENCODING

// The host's numbers to light, and light to the host's numbers. What they mean is compiled in, because software GL takes
// every branch, powers and all.
vec4 decoded(vec4 texel) {
    return decode(texel, uint(TAPESTRY_SOURCE_ENCODING), uint(TAPESTRY_SOURCE_ALPHA));
}

vec4 encoded(vec4 light) {
    return encode(light, uint(TAPESTRY_TARGET_ENCODING), uint(TAPESTRY_TARGET_ALPHA));
}

// The host's source to the host's target: the bits themselves where both mean the same.
vec4 converted(vec4 texel) {
    if (TAPESTRY_SOURCE_ENCODING != TAPESTRY_TARGET_ENCODING || TAPESTRY_SOURCE_ALPHA != TAPESTRY_TARGET_ALPHA)
        return encoded(decoded(texel));
    vec4 result = made_finite(texel);
    if (uint(TAPESTRY_TARGET_ALPHA) == TAPESTRY_ALPHA_OPAQUE) result.a = 1.0;
    return result;
}

#endif
