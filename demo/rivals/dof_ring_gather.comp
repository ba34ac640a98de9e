// Gathers the far layer within each pixel's own CoC and the near layer within the largest near CoC around.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform float spacing;  // of the taps, of the aperture's radius
layout(location = 3) uniform float up;     // 1 or -1: what a step down the picture is in the texture
layout(std430, binding = 0) readonly buffer Taps {
    vec4 taps[];  // offset on the aperture, gauge
};
layout(binding = 0) uniform highp sampler2D far_layer;
layout(binding = 1) uniform highp sampler2D near_layer;
layout(binding = 2) uniform highp sampler2D coc_map;
layout(binding = 3) uniform highp sampler2D tiles;
layout(binding = 4) uniform highp sampler2D base_layer;
layout(rgba16f, binding = 0) writeonly uniform highp image2D far_target;
layout(rgba16f, binding = 1) writeonly uniform highp image2D near_target;

float level_of(float radius) {
    return log2(max(1.0, spacing * radius));
}

// Light that comes from in front of a pixel does not shrink; what is behind it counts as far as its own CoC,
// because the rest of it hides behind this pixel's surroundings.
vec4 far_light(vec2 at, float c) {
    vec2 texel = 1.0 / vec2(size);
    float level = level_of(c);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < TAPS; ++i) {
        vec2 read = at + taps[i].xy * vec2(1.0, up) * c * -1.0;
        float own = textureLod(coc_map, read * texel, 0.0).r;
        float reaches = clamp(min(own, c) - taps[i].z * c + 0.5 + 0.5 * exp2(level), 0.0, 1.0);
        sum += reaches * textureLod(far_layer, read * texel, level);
    }
    return sum / float(TAPS);
}

// How much of the aperture near things fill, and with what: a tap stands for its share of the area that is
// searched, and a thing of CoC t spreads over area t^2.
vec4 near_light(vec2 at, float radius) {
    vec2 texel = 1.0 / vec2(size);
    float level = level_of(radius);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < TAPS; ++i) {
        vec2 read = at + taps[i].xy * vec2(1.0, up) * radius;
        float own = max(0.5, -textureLod(coc_map, read * texel, 0.0).r);
        float reaches = clamp(own - taps[i].z * radius + 0.5, 0.0, 1.0);
        float share = radius * radius / (float(TAPS) * own * own);
        sum += reaches * share * textureLod(near_layer, read * texel, level);
    }
    return sum / max(1.0, sum.a);
}

// What a near pixel hides is guessed from what its surroundings show.
vec4 hidden_light(vec2 at, float radius) {
    vec2 texel = 1.0 / vec2(size);
    float level = level_of(radius);
    vec4 sum = vec4(0.0);
    for (int i = 0; i < TAPS; ++i)
        sum += textureLod(base_layer, (at + taps[i].xy * vec2(1.0, up) * radius) * texel, level);
    return sum / float(TAPS);
}

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec2 at = vec2(pixel) + 0.5;
    float c = texelFetch(coc_map, pixel, 0).r;
    float near = texelFetch(tiles, pixel / TILE, 0).r;
    vec4 behind = texelFetch(far_layer, pixel, 0);
    if (c > 0.25) behind = far_light(at, c);
    if (c < -0.25) behind = hidden_light(at, near);
    imageStore(far_target, pixel, behind);
    imageStore(near_target, pixel, near > 0.25 ? near_light(at, near) : vec4(0.0));
}
