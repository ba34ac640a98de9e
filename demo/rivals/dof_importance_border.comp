// Light around a field's pixels, so that bilinear reads beside them find no black.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(binding = 0) uniform highp sampler2D field;  // light, CoC; 0: not of it
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec4 own = texelFetch(field, pixel, 0);
    if (own.a == 0.0) {
        vec4 sum = vec4(0.0);
        for (int i = 0; i < 9; ++i) {
            vec4 one = texelFetch(field, clamp(pixel + ivec2(i % 3, i / 3) - 1, ivec2(0), size - 1), 0);
            if (one.a > 0.0) sum += vec4(one.rgb, 1.0);
        }
        own.rgb = sum.rgb / max(sum.a, 1.0);
    }
    imageStore(target, pixel, own);
}
