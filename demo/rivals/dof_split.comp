// Full resolution to working resolution: what is behind the focus, before it, and all but what is before it,
// each premultiplied with how much of it is there, and the CoC of the pixel's nearest part in pixels of the working resolution.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;   // of the layers
layout(location = 1) uniform ivec2 full;   // of the picture
layout(location = 2) uniform vec4 lens;    // CoC at infinity, focus, near, far
layout(location = 3) uniform float largest;  // CoC, px of the picture
layout(binding = 0) uniform highp sampler2D color;
layout(binding = 1) uniform highp sampler2D depth;
layout(rgba16f, binding = 0) writeonly uniform highp image2D far_layer;
layout(rgba16f, binding = 1) writeonly uniform highp image2D near_layer;
layout(rgba16f, binding = 2) writeonly uniform highp image2D base_layer;
layout(r32f, binding = 3) writeonly uniform highp image2D coc_map;

#include "dof_coc.glsl"

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec4 far_sum = vec4(0.0), near_sum = vec4(0.0), base_sum = vec4(0.0);
    float nearest = 1e9;
    float share = 1.0 / float(DIVISOR * DIVISOR);
    for (int y = 0; y < DIVISOR; ++y)
        for (int x = 0; x < DIVISOR; ++x) {
            ivec2 at = min(DIVISOR * pixel + ivec2(x, y), full - 1);
            float c = signed_coc(texelFetch(depth, at, 0).r, vec2(at) + 0.5, lens, largest);
            vec3 light = texelFetch(color, at, 0).rgb;
            far_sum += share * clamp(c - 0.5, 0.0, 1.0) * vec4(light, 1.0);
            float near = clamp(-c - 0.5, 0.0, 1.0);
            near_sum += share * near * vec4(light, 1.0);
            base_sum += share * (1.0 - near) * vec4(light, 1.0);
            nearest = min(nearest, c);
        }
    imageStore(far_layer, pixel, far_sum);
    imageStore(near_layer, pixel, near_sum);
    imageStore(base_layer, pixel, base_sum);
    imageStore(coc_map, pixel, vec4(nearest / float(DIVISOR)));
}
