// Every weight of every pixel's own kernel, which is looked up in a grid of kernels.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform int half_size;
layout(location = 2) uniform ivec2 counts;
layout(location = 3) uniform vec2 first;
layout(location = 4) uniform vec2 inverse_step;
layout(std430, binding = 0) readonly buffer Weights {
    float weights[];  // as they are gathered: node by node, row by row
};
layout(binding = 0) uniform highp sampler2D source;
layout(binding = 1) uniform highp sampler2D parameters;
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec2 place = clamp((texelFetch(parameters, pixel, 0).rg - first) * inverse_step, vec2(0.0), vec2(counts - 1));
    int side = 2 * half_size + 1;
    int cells = side * side;
#if BLENDED
    ivec2 low = min(ivec2(place), max(counts - 2, 0));
    ivec2 high = min(low + 1, counts - 1);
    vec2 f = place - vec2(low);
    ivec4 at = ivec4(low.x * counts.y + low.y, high.x * counts.y + low.y, low.x * counts.y + high.y,
                     high.x * counts.y + high.y) * cells;
    vec4 shares = vec4((1.0 - f.x) * (1.0 - f.y), f.x * (1.0 - f.y), (1.0 - f.x) * f.y, f.x * f.y);
#else
    ivec2 nearest = ivec2(place + 0.5);
    int at = (nearest.x * counts.y + nearest.y) * cells;
#endif
    vec4 sum = vec4(0.0);
    int next = 0;
    for (int y = -half_size; y <= half_size; ++y)
        for (int x = -half_size; x <= half_size; ++x, ++next) {
#if BLENDED
            float weight = dot(shares, vec4(weights[at.x + next], weights[at.y + next], weights[at.z + next],
                                            weights[at.w + next]));
#else
            float weight = weights[at + next];
#endif
            sum += weight * texelFetch(source, clamp(pixel + ivec2(x, y), ivec2(0), size - 1), 0);
        }
    imageStore(target, pixel, sum);
}
