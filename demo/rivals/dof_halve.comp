// The next mip level of a premultiplied layer.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;  // of the level that is written
layout(location = 1) uniform int level;   // that is read
layout(binding = 0) uniform highp sampler2D layer;
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    ivec2 last = textureSize(layer, level) - 1;
    vec4 sum = vec4(0.0);
    for (int i = 0; i < 4; ++i)
        sum += texelFetch(layer, min(2 * pixel + ivec2(i & 1, i >> 1), last), level);
    imageStore(target, pixel, 0.25 * sum);
}
