// What each tile needs of the slices and of the lights around it, and the lists of tiles.
#include "shared/dof.h"
#include "include/color.glsl"

#define TAPESTRY_TARGET_FORMAT TAPESTRY_RGBA16F
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    DofPass pass;
};
layout(binding = 0) uniform highp sampler2D reaches;
layout(binding = 1) uniform highp sampler2D contents;
layout(rgba16f, binding = 0) writeonly uniform highp image2D needs;

#include "include/dof.glsl"
#include "include/tile_lists.glsl"

// Below this radius in pixels the slice in focus is copied.
const float least_radius_px = 0.4;
// Slices are spread by their way down and up, and by bilinear reads of every layer, by so many of their pixels; sprites
// by a part of a pixel.
const float slice_margin = 4.0;
const float sprite_margin_px = 4.0;

// The distance between two tiles so many rows and columns apart.
float distance_px(ivec2 offset) {
    return float(TAPESTRY_TILE) * length(vec2(max(abs(offset) - 1, ivec2(0))));
}

void main() {
    ivec2 tile = pass.area.first + ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(tile, pass.area.end))) return;
    ivec2 last = pass.area.end - 1;
    // Corners of an aperture may be farther from its middle than its radius.
    float stretched = max(pass.aspect.x, pass.aspect.y) * max(pass.aperture_reach, 1.0);
    vec4 margins_px = slice_margin * pass.slice_steps;
    float margin_px = max(max(margins_px.x, margins_px.y), max(margins_px.z, margins_px.w));
    float farthest_px = stretched * uintBitsToFloat(largest) + margin_px;
    int side = int(ceil(farthest_px / float(TAPESTRY_TILE))) + 1;
    bvec4 reached = bvec4(false);
    bvec2 lit = bvec2(false);
    bool around_layers = false;
    bool around_near = false;
    bool around_focus = false;
    bool around_blur = false;
    for (int y = -side; y <= side; ++y)
        for (int x = -side; x <= side; ++x) {
            ivec2 other = tile + ivec2(x, y);
            if (any(lessThan(other, ivec2(0))) || any(greaterThan(other, last))) continue;
            vec4 reach = stretched * texelFetch(reaches, other, 0);
            float away = distance_px(ivec2(x, y));
            bvec4 is_there = greaterThan(reach, vec4(0.0));
            vec4 farthest = mix(vec4(-1.0), reach + margins_px, is_there);
            bvec4 reaches_here = greaterThanEqual(farthest, vec4(away));
            for (int slice = 0; slice < 4; ++slice) reached[slice] = reached[slice] || reaches_here[slice];
            // Lights are in slices, and reach no farther.
            bool is_beside = max(abs(x), abs(y)) <= 1;
            if (!is_beside && !any(reaches_here)) continue;
            vec4 content = texelFetch(contents, other, 0);
            if (content.y > 0.0 && stretched * content.y + sprite_margin_px >= away) lit.x = true;
            if (content.z > 0.0 && stretched * content.z + sprite_margin_px >= away) lit.y = true;
            if (!is_beside) continue;
            around_layers = around_layers || any(is_there) || content.w > 1.0;
            around_near = around_near || reach.x > 0.0 || reach.y > 0.0;
            around_focus = around_focus || content.w > 0.0;
            around_blur = around_blur || content.x >= least_radius_px;
        }
    // Fills show through the rims of near things, which are as wide as the largest CoC.
    if (around_near) reached.zw = bvec2(true);
    around_focus = around_focus || around_near;
    bool is_layered = around_layers || reached.x || reached.y;
    bool is_blurred = texelFetch(contents, tile, 0).x >= least_radius_px;
    int kind = TAPESTRY_DOF_TILES_SHARP;
    if (around_blur) kind = TAPESTRY_DOF_TILES_RIM;
    if (is_blurred) kind = TAPESTRY_DOF_TILES_FOCUS;
    if (is_layered) kind = TAPESTRY_DOF_TILES_LAYERED;
    append(kind, TAPESTRY_TILE * tile);
    float near = (reached.x ? 1.0 : 0.0) + (reached.y ? 2.0 : 0.0);
    float far = (reached.z ? 1.0 : 0.0) + (reached.w ? 2.0 : 0.0);
    float lights = (lit.x ? 1.0 : 0.0) + (lit.y ? 2.0 : 0.0);
    // Split into slices wherever a slice may be read: in what is reached and around it.
    float any_need = (near + far > 0.0 || is_layered ? 1.0 : 0.0) + (around_focus ? 2.0 : 0.0);
    imageStore(needs, tile, vec4(near, far, lights, any_need));
}
