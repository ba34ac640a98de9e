// The parameters of a reduced picture's pixels: the mean over the full pixels that each covers, made smaller by
// what the way down and up already blurs. Angles have no mean: they are those of the first pixel.
#include "shared/layout.h"
#include "include/area.glsl"
#include "include/color.glsl"
#include "include/resolution.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, ReduceParametersPass, pass);

#include "include/tiles.glsl"

vec2 parameter_at(ivec2 pixel) {
    vec2 parameter = texelFetch(parameters, texel_in(pass.parameter_area, pixel), 0).rg * pass.parameter_scale;
    return bounded(pass.resolution, parameter);
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;

    int side = int(pass.resolution.step);
    ivec2 corner = pixel * side;
    vec2 sum = vec2(0.0);
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) sum += parameter_at(corner + ivec2(x, y));
    vec2 first = parameter_at(corner);
    vec2 mean = sum / float(side * side);
    if ((pass.resolution.periodic & 1u) != 0u) mean.x = first.x;
    if ((pass.resolution.periodic & 2u) != 0u) mean.y = first.y;

    float factor = size_factor(pass.resolution, mean);
    if (pass.resolution.size_share.x > 0.0) mean.x *= factor;
    if (pass.resolution.size_share.y > 0.0) mean.y *= factor;
    imageStore(target, pixel, vec4(mean, 0.0, 0.0));
}
