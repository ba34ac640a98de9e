// From filtered light to the host's target: the look, where a mask lets it through, the host's numbers. Same names and
// maths as engine/core/grade.cpp.
//
// Declare before including: `sampler2D original`, the host's source, and a block `pass` with the picture's `origin` in it;
// with TAPESTRY_GRADED, `grade` in the block; with TAPESTRY_MASKED, `mask_origin` and `sampler2D mask`. Include color.glsl
// before.

#ifdef TAPESTRY_GRADED

// Premultiplied light. A power of the luminance instead of a line through the pivot: black stays black, and nothing
// becomes negative.
vec4 graded(vec4 light, float saturation, float contrast) {
    if (light.a <= 0.0) return light;
    vec3 color = light.rgb / light.a;
    float before = luminance(color);
    if (before <= 0.0) return light;
    float after = TAPESTRY_GRADE_PIVOT * pow(before / TAPESTRY_GRADE_PIVOT, contrast);
    vec3 saturated = max(mix(vec3(before), color, saturation), 0.0);
    return vec4(min(saturated * (after / before), TAPESTRY_LARGEST_HALF) * light.a, light.a);
}

#endif

#ifdef TAPESTRY_MASKED
#include "include/mask.glsl"
#endif

vec4 finished(ivec2 pixel, vec4 light) {
#ifdef TAPESTRY_GRADED
    light = graded(light, pass.grade.x, pass.grade.y);
#endif
#ifdef TAPESTRY_MASKED
    float share = effect_share(texelFetch(mask, pixel + pass.mask_origin, 0).r);
    if (share < 1.0) {
        vec4 texel = texelFetch(original, pixel + pass.origin, 0);
        if (share <= 0.0) return converted(texel);
        light = mix(decoded(texel), light, share);
    }
#endif
    return encoded(light);
}

// A pixel that is not filtered: the host's own texel, because 8 bits straight through half floats would not come back
// the same.
vec4 copied(ivec2 pixel) {
    vec4 texel = texelFetch(original, pixel + pass.origin, 0);
#ifdef TAPESTRY_GRADED
    return finished(pixel, decoded(texel));
#else
    return converted(texel);
#endif
}
