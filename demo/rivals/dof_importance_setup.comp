// Full resolution to working resolution: each pixel belongs to the far field, to the near field or to none, with its light and
// its CoC there; and the near CoC for the tiles.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;   // of the fields
layout(location = 1) uniform ivec2 full;   // of the picture
layout(location = 2) uniform vec4 lens;    // CoC at infinity, focus, near, far
layout(location = 3) uniform float largest;  // CoC, px of the picture
layout(binding = 0) uniform highp sampler2D color;
layout(binding = 1) uniform highp sampler2D depth;
layout(rgba16f, binding = 0) writeonly uniform highp image2D far_field;   // light, CoC in px of the field; 0: not of it
layout(rgba16f, binding = 1) writeonly uniform highp image2D near_field;
layout(r32f, binding = 2) writeonly uniform highp image2D coc_map;

#include "dof_coc.glsl"

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec4 far_sum = vec4(0.0), near_sum = vec4(0.0);
    float far_share = 0.0, near_share = 0.0;
    for (int y = 0; y < DIVISOR; ++y)
        for (int x = 0; x < DIVISOR; ++x) {
            ivec2 at = min(DIVISOR * pixel + ivec2(x, y), full - 1);
            float c = signed_coc(texelFetch(depth, at, 0).r, vec2(at) + 0.5, lens, largest);
            vec4 light = vec4(texelFetch(color, at, 0).rgb, abs(c) / float(DIVISOR));
            float far = clamp(c - 0.5, 0.0, 1.0), near = clamp(-c - 0.5, 0.0, 1.0);
            far_sum += far * light;
            near_sum += near * light;
            far_share += far;
            near_share += near;
        }
    bool is_near = near_share > far_share;
    imageStore(far_field, pixel, !is_near && far_share > 0.0 ? far_sum / far_share : vec4(0.0));
    vec4 near = is_near ? near_sum / near_share : vec4(0.0);
    imageStore(near_field, pixel, near);
    imageStore(coc_map, pixel, vec4(-near.a));
}
