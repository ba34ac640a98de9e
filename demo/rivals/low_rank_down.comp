// The vertical passes of all terms, and their sum.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform int half_size;
layout(std430, binding = 0) readonly buffer Weights {
    float weights[];
};
layout(binding = 0) uniform highp sampler2D terms[RANK];
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec4 sum = vec4(0.0);
    for (int y = -half_size; y <= half_size; ++y) {
        ivec2 texel = ivec2(pixel.x, clamp(pixel.y + y, 0, size.y - 1));
        int next = (y + half_size) * RANK;
        sum += weights[next] * texelFetch(terms[0], texel, 0);
#if RANK > 1
        sum += weights[next + 1] * texelFetch(terms[1], texel, 0);
#endif
#if RANK > 2
        sum += weights[next + 2] * texelFetch(terms[2], texel, 0);
#endif
#if RANK > 3
        sum += weights[next + 3] * texelFetch(terms[3], texel, 0);
#endif
    }
    imageStore(target, pixel, sum);
}
