// Depth with pixels of its own, as a renderer has it that is upscaled, to the picture's: smooth within surfaces; where
// it steps, a pixel takes the depth of that side which has more of its colour around.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofCocPass, pass);

#include "include/coc.glsl"
#include "include/coc_of_texel.glsl"
#include "include/placement.glsl"
#include "include/tiles.glsl"
#include "include/toned.glsl"

// Texels around a pixel's place: 2 reach along each axis.
const int reach = 2;
const float least_step_px = 1.0;  // of CoC
// Weights: half as much at so great a difference of colour, and at so many texels away.
const float half_color = 0.1;
const float half_distance = 1.0;

float stored_at(ivec2 texel) {
    return texelFetch(depths, texel_inside(pass.depth_placement, texel), 0).r;
}

vec3 color_at(ivec2 pixel) {
    ivec2 inside = clamp(pixel, pass.origin, pass.origin + pass.area.end - 1);
    return toned(bounded_light(decoded(texelFetch(original, inside, 0)).rgb), pass.white);
}

// Of the picture, where a texel of depth was sampled.
vec3 color_of_texel(ivec2 texel) {
    vec2 place = (vec2(texel) + 0.5 - pass.depth_placement.offset) / pass.depth_placement.scale - 0.5;
    ivec2 first = ivec2(floor(place));
    vec2 share = place - vec2(first);
    vec3 above = mix(color_at(first), color_at(first + ivec2(1, 0)), share.x);
    vec3 below = mix(color_at(first + ivec2(0, 1)), color_at(first + ivec2(1, 1)), share.x);
    return mix(above, below, share.y);
}

// The least and the largest CoC of texels around.
vec2 range_around(ivec2 first, ivec2 pixel, float inverse_focus) {
    vec2 range = vec2(1.0e30, -1.0e30);
    for (int y = 0; y < 2 * reach; ++y)
        for (int x = 0; x < 2 * reach; ++x) {
            float coc = signed_coc_px(stored_at(first + ivec2(x, y)), inverse_focus, nearness_at(pixel));
            range = vec2(min(range.x, coc), max(range.y, coc));
        }
    return range;
}

float smooth_depth(vec2 place) {
    ivec2 first = ivec2(floor(place - 0.5));
    vec2 share = place - 0.5 - vec2(first);
    float above = mix(stored_at(first), stored_at(first + ivec2(1, 0)), share.x);
    float below = mix(stored_at(first + ivec2(0, 1)), stored_at(first + ivec2(1, 1)), share.x);
    float depth = mix(above, below, share.y);
    // Between what is not finite there is nothing.
    return is_nan(depth) || is_infinite(depth) ? stored_at(ivec2(floor(place))) : depth;
}

// Of the texels of one side, what weighs most.
struct Side {
    float weight;
    float most;
    float stored;
};

void add_texel(INOUT(Side) side, float weight, float stored) {
    side.weight += weight;
    if (weight <= side.most) return;
    side.most = weight;
    side.stored = stored;
}

float depth_at(ivec2 pixel) {
    float inverse_focus = focus_in_use();
    vec2 place = place_in_data(pass.depth_placement, pass.origin + pixel);
    ivec2 first = ivec2(floor(place - 0.5)) + 1 - reach;
    vec2 range = range_around(first, pixel, inverse_focus);
    if (range.y - range.x < least_step_px) return smooth_depth(place);
    float middle = 0.5 * (range.x + range.y);
    vec3 color = color_at(pass.origin + pixel);
    Side near = Side(0.0, -1.0, 0.0);
    Side far = near;
    for (int y = 0; y < 2 * reach; ++y)
        for (int x = 0; x < 2 * reach; ++x) {
            ivec2 texel = texel_inside(pass.depth_placement, first + ivec2(x, y));
            float stored = stored_at(texel);
            vec3 difference = color_of_texel(texel) - color;
            vec2 away = vec2(texel) + 0.5 - place;
            float weight = exp2(-dot(difference, difference) / (half_color * half_color) -
                                dot(away, away) / (half_distance * half_distance));
            if (signed_coc_px(stored, inverse_focus, nearness_at(pixel)) < middle)
                add_texel(near, weight, stored);
            else
                add_texel(far, weight, stored);
        }
    return near.weight > far.weight ? near.stored : far.stored;
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    imageStore(aligned, pass.origin + pixel, vec4(depth_at(pixel)));
}
