// One direction of a Gaussian as wide as each pixel's CoC.
layout(local_size_x = 16, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform ivec2 along;  // (1, 0) or (0, 1)
layout(location = 2) uniform vec4 lens;
layout(location = 3) uniform float largest;
layout(binding = 0) uniform highp sampler2D color;
layout(binding = 1) uniform highp sampler2D depth;
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

#include "dof_coc.glsl"

float coc_at(vec2 at) {
    return signed_coc(textureLod(depth, at / vec2(size), 0.0).r, at, lens, largest);
}

void main() {
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(pixel, size))) return;
    vec2 middle = vec2(pixel) + 0.5;
    float own = coc_at(middle);
    vec4 sharp = texelFetch(color, pixel, 0);
    vec4 sum = vec4(0.0);
    float weights = 0.0;
    // Near things spread over their neighbours, so all pixels look as far as the largest near CoC does.
    float reach = max(abs(own), 0.5 * largest);
    for (int i = -HALF; i <= HALF; ++i) {
        float away = reach * float(i) / float(HALF);
        vec2 at = middle + away * vec2(along);
        float tap = coc_at(at);
        float radius = tap < own ? abs(tap) : abs(own);  // what is in front spreads by itself
        float sigma = max(0.35, 0.5 * radius);
        float weight = exp(-0.5 * away * away / (sigma * sigma)) / sigma;
        sum += weight * textureLod(color, at / vec2(size), 0.0);
        weights += weight;
    }
    imageStore(target, pixel, abs(own) < 0.5 && weights < 1e-6 ? sharp : vec4(sum.rgb / weights, sharp.a));
}
