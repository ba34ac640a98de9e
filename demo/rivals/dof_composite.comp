// The picture, what lies behind over what is out of focus, the near layer over all.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 2) uniform vec4 lens;
layout(location = 3) uniform float largest;
layout(binding = 0) uniform highp sampler2D color;
layout(binding = 1) uniform highp sampler2D depth;
layout(binding = 2) uniform highp sampler2D far_layer;
layout(binding = 3) uniform highp sampler2D near_layer;
layout(location = 4) uniform int sprite_tile;  // pixels a side of the tiles of `needs`; 0: no sprites
layout(binding = 4) uniform highp sampler2D far_sprites;
layout(binding = 5) uniform highp sampler2D near_sprites;
layout(binding = 6) uniform highp sampler2D needs;  // z: 1 far sprites are drawn in a tile, 2 near ones
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

#include "dof_coc.glsl"

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec2 at = (vec2(pixel) + 0.5) / vec2(size);
    vec4 sharp = texelFetch(color, pixel, 0);
    float c = signed_coc(texelFetch(depth, pixel, 0).r, vec2(pixel) + 0.5, lens, largest);
    vec4 behind = textureLod(far_layer, at, 0.0);
    vec4 near = textureLod(near_layer, at, 0.0);
    vec3 light = sharp.rgb;
    float blurred = smoothstep(0.5, 1.5 * float(DIVISOR), abs(c));
    // Behind near pixels lies what was guessed; far ones show their layer.
    if (behind.a > 1e-4) light = mix(light, behind.rgb / behind.a, blurred);
    uint drawn = sprite_tile > 0 ? uint(texelFetch(needs, pixel / sprite_tile, 0).z) : 0u;
    if ((drawn & 1u) != 0u) light += blurred * texelFetch(far_sprites, pixel, 0).rgb;
    // Where nothing is known of what a near pixel hides, the near layer is all there is.
    float known = c < 0.0 ? mix(1.0, min(1.0, 8.0 * behind.a), blurred) : 1.0;
    float rest = (1.0 - near.a) * known;
    light = (light * rest + near.rgb) / max(rest + near.a, 1e-4);
    if ((drawn & 2u) != 0u) light += texelFetch(near_sprites, pixel, 0).rgb;
    imageStore(target, pixel, vec4(light, sharp.a));
}
