// Half as many pixels on both axes, by the kernel (1 3 3 1)/8: the cubic B-spline's own way down, which keeps
// nothing that would crawl. Its 16 texels are four bilinear reads, each three quarters of a texel off centre.
#include "shared/layout.h"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, ReducePass, pass);

#include "include/tiles.glsl"

vec4 read(vec2 position) {
    return textureLod(source, min(position, vec2(pass.size)) * (1.0 / vec2(textureSize(source, 0))), 0.0);
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec2 middle = 2.0 * vec2(clamp(pixel, ivec2(0), pass.last)) + 1.0;
    vec4 sum = read(middle + vec2(-0.75, -0.75)) + read(middle + vec2(0.75, -0.75)) +
               read(middle + vec2(-0.75, 0.75)) + read(middle + vec2(0.75, 0.75));
    STORE_WITH_EDGE(target, pixel + pass.margin, pass.last + 1 + 2 * pass.margin, storable(0.25 * sum));
}
