// The largest light between the samples of both fields, which fills the gaps that they leave in bright disks.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform float share;  // of the CoC, that is searched
layout(location = 3) uniform float up;     // 1 or -1: what a step down the picture is in the texture
layout(std430, binding = 0) readonly buffer Taps {
    vec4 taps[];  // offset on the aperture
};
layout(binding = 0) uniform highp sampler2D far_blur;
layout(binding = 1) uniform highp sampler2D near_blur;
layout(binding = 2) uniform highp sampler2D far_field;
layout(binding = 3) uniform highp sampler2D tiles;
layout(rgba16f, binding = 0) writeonly uniform highp image2D far_target;
layout(rgba16f, binding = 1) writeonly uniform highp image2D near_target;

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec2 at = vec2(pixel) + 0.5;
    float far = texelFetch(far_field, pixel, 0).a;
    float near = texelFetch(tiles, pixel / TILE, 0).r;
    vec4 far_most = texelFetch(far_blur, pixel, 0), near_most = texelFetch(near_blur, pixel, 0);
    float far_alpha = far_most.a;
    for (int i = 0; i < TAPS; ++i) {
        vec2 offset = share * taps[i].xy * vec2(1.0, up);
        if (far > 0.0) far_most = max(far_most, textureLod(far_blur, (at + far * offset) / vec2(size), 0.0));
        if (near > 0.25) near_most = max(near_most, textureLod(near_blur, (at + near * offset) / vec2(size), 0.0));
    }
    imageStore(far_target, pixel, vec4(far_most.rgb, far_alpha));
    imageStore(near_target, pixel, near_most);
}
