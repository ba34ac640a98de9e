// The horizontal passes of all terms in one: a texel is read once for all of them.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform int half_size;
layout(std430, binding = 0) readonly buffer Weights {
    float weights[];  // RANK a cell
};
layout(binding = 0) uniform highp sampler2D source;
layout(rgba16f, binding = 0) writeonly uniform highp image2D terms[RANK];

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec4 sums[RANK];
    for (int term = 0; term < RANK; ++term) sums[term] = vec4(0.0);
    for (int x = -half_size; x <= half_size; ++x) {
        vec4 texel = texelFetch(source, ivec2(clamp(pixel.x + x, 0, size.x - 1), pixel.y), 0);
        for (int term = 0; term < RANK; ++term) sums[term] += weights[(x + half_size) * RANK + term] * texel;
    }
    imageStore(terms[0], pixel, sums[0]);
#if RANK > 1
    imageStore(terms[1], pixel, sums[1]);
#endif
#if RANK > 2
    imageStore(terms[2], pixel, sums[2]);
#endif
#if RANK > 3
    imageStore(terms[3], pixel, sums[3]);
#endif
}
