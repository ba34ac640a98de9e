// The mean of frames so far.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform float share;  // of the newest frame
layout(binding = 0) uniform highp sampler2D newest;
layout(binding = 1) uniform highp sampler2D before;
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec4 now = texelFetch(newest, pixel, 0);
    imageStore(target, pixel, share < 1.0 ? mix(texelFetch(before, pixel, 0), now, share) : now);
}
