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
layout(binding = 1) uniform highp sampler2D terms[RANK];
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec2 place = clamp((texelFetch(parameters, pixel, 0).rg - first) * inverse_step, vec2(0.0), vec2(counts - 1));
    ivec2 node = ivec2(place + 0.5);
    int at = (node.x * counts.y + node.y) * (2 * half_size + 1) * RANK;
    vec4 sum = vec4(0.0);
    for (int y = -half_size; y <= half_size; ++y) {
        ivec2 from = ivec2(pixel.x, clamp(pixel.y + y, 0, size.y - 1));
        int cell = at + (y + half_size) * RANK;
        sum += weights[cell] * texelFetch(terms[0], from, 0);
#if RANK > 1
        sum += weights[cell + 1] * texelFetch(terms[1], from, 0);
#endif
#if RANK > 2
        sum += weights[cell + 2] * texelFetch(terms[2], from, 0);
#endif
#if RANK > 3
        sum += weights[cell + 3] * texelFetch(terms[3], from, 0);
#endif
    }
    imageStore(target, pixel, sum);
}
