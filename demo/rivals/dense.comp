// Every weight of the kernel, one texelFetch each.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform ivec2 half_size;
layout(std430, binding = 0) readonly buffer Weights {
    float weights[];  // as they are gathered: row by row from (-half_size) on
};
layout(binding = 0) uniform highp sampler2D source;
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec4 sum = vec4(0.0);
    int next = 0;
    for (int y = -half_size.y; y <= half_size.y; ++y)
        for (int x = -half_size.x; x <= half_size.x; ++x, ++next)
            sum += weights[next] * texelFetch(source, clamp(pixel + ivec2(x, y), ivec2(0), size - 1), 0);
    imageStore(target, pixel, sum);
}
