// The distance in focus, as 1/m: the median around a place of the picture, followed smoothly.
#include "shared/dof.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofCocPass, pass);

#include "include/coc.glsl"
#include "include/placement.glsl"

void main() {
    if (gl_LocalInvocationIndex != 0u) return;
    float sorted[9];
    for (int index = 0; index < 9; ++index) {
        ivec2 pixel = pass.focus_pixel + 2 * ivec2(index % 3 - 1, index / 3 - 1);
        pixel = clamp(pixel, ivec2(0), pass.area.end - 1);
        float value = inverse_distance(texelFetch(depths, nearest_texel(pass.depth_placement, pass.origin + pixel), 0).r);
        int place = index;
        while (place > 0 && sorted[place - 1] > value) {
            sorted[place] = sorted[place - 1];
            --place;
        }
        sorted[place] = value;
    }
    // Where no plane of this tilt comes before the camera, the farthest is as near as any.
    float nearness = nearness_at(pass.focus_pixel);
    float through = nearness > 0.0 ? sorted[4] / nearness : 0.0;
    // A lens focuses no nearer than its focal length.
    float wanted = min(through, 1.0 / (TAPESTRY_NEAREST_FOCUS * pass.focal_length_m));
    float followed = mix(texelFetch(previous, ivec2(0), 0).r, wanted, pass.follow_share);
    imageStore(focused, ivec2(0), vec4(pass.follow_share >= 1.0 ? wanted : followed));
}
