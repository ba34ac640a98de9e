// The other roofline: each texel is read once and written once, and nothing else. TAPESTRY_FULL: RGBA32F.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(binding = 0) uniform highp sampler2D source;
#if TAPESTRY_FULL
layout(rgba32f, binding = 0) writeonly uniform highp image2D target;
#else
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;
#endif

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    imageStore(target, pixel, texelFetch(source, pixel, 0));
}
