// A list of weighted bilinear reads: one pass of a separable Gaussian, a ring gather, a step of a dual filter.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;       // of the target
layout(location = 1) uniform vec2 texel_size;  // of the source, normalised
layout(location = 2) uniform float ratio;      // source texels a target pixel
layout(location = 3) uniform int taps;
layout(std430, binding = 0) readonly buffer Taps {
    vec4 tap_records[];  // offset in texels of the source, weight
};
layout(binding = 0) uniform highp sampler2D source;
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec2 middle = (vec2(pixel) + 0.5) * ratio;
    vec4 sum = vec4(0.0);
    for (int i = 0; i < taps; ++i)
        sum += tap_records[i].z * textureLod(source, (middle + tap_records[i].xy) * texel_size, 0.0);
    imageStore(target, pixel, sum);
}
