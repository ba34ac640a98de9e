// Both fields by samples of the aperture: the same at every pixel, or of NOISE a pattern that a texture of noise shifts.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform int frame;
layout(location = 3) uniform float up;  // 1 or -1: what a step down the picture is in the texture
layout(location = 4) uniform float largest;  // CoC, px of the fields
layout(std430, binding = 0) readonly buffer Taps {
    vec4 taps[];  // offset on the aperture, gauge; of NOISE a table of the unit square
};
layout(std430, binding = 1) readonly buffer Noise {
    vec2 noise[];  // of the unit square
};
layout(binding = 0) uniform highp sampler2D far_field;
layout(binding = 1) uniform highp sampler2D near_field;
layout(binding = 2) uniform highp sampler2D tiles;
layout(rgba16f, binding = 0) writeonly uniform highp image2D far_target;
layout(rgba16f, binding = 1) writeonly uniform highp image2D near_target;

vec2 shift;

vec3 sample_of(int i) {
#ifdef NOISE
    vec2 unit = fract(vec2(float(i) / float(TAPS), 0.6180339887 * float(i)) + shift);
    ivec2 cell = min(ivec2(unit * float(TABLE)), TABLE - 1);
    return taps[cell.y * TABLE + cell.x].xyz;
#else
    return taps[i].xyz;
#endif
}

// What lies behind the pixel counts as far as the pixel's own CoC, since the rest of it hides.
vec4 far_light(vec2 at, float own) {
    vec4 sum = vec4(0.0);
    for (int i = 0; i < TAPS; ++i) {
        vec3 tap = sample_of(i);
        vec4 read = textureLod(far_field, (at - tap.xy * vec2(1.0, up) * own) / vec2(size), 0.0);
        float weight = clamp(min(read.a, own) - tap.z * own + 1.0, 0.0, 1.0) * min(1.0, read.a);
        sum += weight * vec4(read.rgb, 1.0);
    }
    return sum.a > 0.0 ? vec4(sum.rgb / sum.a, 1.0) : vec4(0.0);
}

// The paper's: of 0.7 of the largest CoC, what has a tenth of the largest blur counts in full, however far it is.
vec4 near_light(vec2 at, float radius) {
    vec4 sum = vec4(0.0);
    for (int i = 0; i < TAPS; ++i) {
        vec3 tap = sample_of(i);
        vec4 read = textureLod(near_field, (at + 0.7 * tap.xy * vec2(1.0, up) * radius) / vec2(size), 0.0);
        float weight = clamp(read.a * 10.0 / largest, 0.0, 1.0) / float(TAPS);
        sum += weight * vec4(read.rgb, 1.0);
    }
    return sum / max(1.0, sum.a);
}

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
#ifdef NOISE
    ivec2 tile = pixel % NOISE;
    shift = noise[(frame * NOISE + tile.y) * NOISE + tile.x];
#endif
    vec2 at = vec2(pixel) + 0.5;
    float far = texelFetch(far_field, pixel, 0).a;
    float near = texelFetch(tiles, pixel / TILE, 0).r;
    imageStore(far_target, pixel, far > 0.0 ? far_light(at, far) : vec4(0.0));
    imageStore(near_target, pixel, near > 0.25 ? near_light(at, near) : vec4(0.0));
}
