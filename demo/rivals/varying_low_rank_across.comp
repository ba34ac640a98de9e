// One direction of every pixel's own separable terms, all of them in one pass.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform int half_size;
layout(location = 2) uniform ivec2 counts;
layout(location = 3) uniform vec2 first;
layout(location = 4) uniform vec2 inverse_step;
layout(std430, binding = 0) readonly buffer Weights {
    float weights[];  // as they are gathered: node by node, all terms of a cell together
};
layout(binding = 0) uniform highp sampler2D parameters;
layout(binding = 1) uniform highp sampler2D source;
layout(rgba16f, binding = 0) writeonly uniform highp image2D terms[RANK];

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec2 place = clamp((texelFetch(parameters, pixel, 0).rg - first) * inverse_step, vec2(0.0), vec2(counts - 1));
    ivec2 node = ivec2(place + 0.5);
    int at = (node.x * counts.y + node.y) * (2 * half_size + 1) * RANK;
    vec4 sums[RANK];
    for (int term = 0; term < RANK; ++term) sums[term] = vec4(0.0);
    for (int x = -half_size; x <= half_size; ++x) {
        vec4 texel = texelFetch(source, ivec2(clamp(pixel.x + x, 0, size.x - 1), pixel.y), 0);
        for (int term = 0; term < RANK; ++term) sums[term] += weights[at + (x + half_size) * RANK + term] * texel;
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
