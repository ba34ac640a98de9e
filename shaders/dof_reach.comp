// What each tile needs of the slices and of the lights around it, and the lists of tiles.
#include "shared/dof.h"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof_reach.glsl"

void main() {
    ivec2 tile = pass.area.first + ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(tile, pass.area.end))) return;
    ivec2 last = pass.area.end - 1;
    int side = tiles_in_reach();
    vec4 slices = vec4(no_reach);
    vec4 lights = vec4(no_reach);
    for (int y = max(tile.y - side, 0); y <= min(tile.y + side, last.y); ++y) {
        ivec2 other = ivec2(tile.x, y);
        float gap = squared_gap(y - tile.y);
        slices = max(slices, texelFetch(slice_rows, other, 0) - gap);
        lights = max(lights, texelFetch(light_rows, other, 0) - gap);
    }
    bvec4 reached = greaterThanEqual(slices, vec4(0.0));
    bvec4 lit = greaterThanEqual(lights, vec4(0.0));

    bool around_layers = false;
    bool around_near = false;
    bool around_outer = false;
    bool around_focus = false;
    bool around_blur = false;
    for (int y = -1; y <= 1; ++y)
        for (int x = -1; x <= 1; ++x) {
            ivec2 other = tile + ivec2(x, y);
            if (any(lessThan(other, ivec2(0))) || any(greaterThan(other, last))) continue;
            vec4 reach = texelFetch(reaches, other, 0);
            vec4 content = texelFetch(contents, other, 0);
            uint there = uint(content.w);
            bool has_layer = (there & TAPESTRY_DOF_TILE_LAYER) != 0u;
            around_layers = around_layers || any(greaterThan(reach, vec4(0.0))) || has_layer;
            around_near = around_near || reach.x > 0.0 || reach.y > 0.0;
            around_outer = around_outer || reach.x > 0.0;
            around_focus = around_focus || (there & TAPESTRY_DOF_TILE_FOCUS) != 0u;
            around_blur = around_blur || content.x >= TAPESTRY_LEAST_BLUR_PX;
        }
    // Fills show through the rims of near things, which are as wide as the largest CoC.
    if (around_near) reached.zw = bvec2(true);
    if (around_outer) reached.y = true;
    around_focus = around_focus || around_near;
    bool is_layered = around_layers || reached.x || reached.y;
    vec4 own = texelFetch(contents, tile, 0);
    bool is_blurred = own.x >= TAPESTRY_LEAST_BLUR_PX;
    int kind = TAPESTRY_DOF_TILES_SHARP;
    if (is_blurred) kind = TAPESTRY_DOF_TILES_FOCUS;
    if (is_layered) kind = TAPESTRY_DOF_TILES_LAYERED;
    append(kind, origin_of(tile));
    if (around_blur || is_layered) append(TAPESTRY_DOF_TILES_FOCUS_DRAWN, origin_of(tile));
    if ((uint(own.w) & TAPESTRY_DOF_TILE_EDGE) != 0u) append(TAPESTRY_DOF_TILES_EDGE, origin_of(tile));
    float near = (reached.x ? 1.0 : 0.0) + (reached.y ? 2.0 : 0.0);
    float far = (reached.z ? 1.0 : 0.0) + (reached.w ? 2.0 : 0.0);
    float lights_needed = (lit.x ? 1.0 : 0.0) + (lit.y ? 2.0 : 0.0);
    if (is_layered && lights_needed > 0.0) append(TAPESTRY_DOF_TILES_LIT, origin_of(tile));
    // Split into slices wherever a slice may be read: in what is reached and around it.
    float any_need = (near + far > 0.0 || is_layered ? 1.0 : 0.0) + (around_focus ? 2.0 : 0.0);
    imageStore(needs, tile, vec4(near, far, lights_needed, any_need));
}
