// What each tile of 16x16 pixels holds, for dof_reach.comp, and the largest radius of all.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/dof_slices.glsl"
#include "include/tile_lists.glsl"

// The largest radius within (least, most) of radii in [range.x, range.y]; 0 where there is none.
float largest_within(vec2 range, float least, float most) {
    return range.y >= least && range.x < most ? min(range.y, most) : 0.0;
}

void main() {
    read_splits();
    ivec2 tile = pass.area.first + ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(tile, pass.area.end))) return;
    const int side = TAPESTRY_TILE / 2;
    ivec2 last = (pass.size + 1) / 2 - 1;
    vec2 outer = vec2(0.0);    // the largest radii, near and far
    vec2 inner = vec2(0.0);    // of those of the inner slices
    vec3 content = vec3(0.0);  // radius in focus; reach of lights, far and near
    bool has_focus = false;
    bool has_layer = false;
    bool has_edges = false;
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            ivec2 block = side * tile + ivec2(x, y);
            if (any(greaterThan(block, last))) continue;
            vec4 range = texelFetch(ranges, block, 0);
            vec2 near = -range.yx;
            outer = max(outer, vec2(near.y, range.y));
            inner = max(inner, vec2(largest_within(near, pass.near_focus_px, split_px.x),
                                    largest_within(range.xy, pass.focus_px, split_px.y)));
            vec2 inside = clamp(range.xy, -pass.near_focus_px, pass.focus_px);
            bool in_focus = range.x < pass.focus_px && range.y > -pass.near_focus_px;
            if (in_focus) content.x = max(content.x, max(-inside.x, inside.y));
            has_focus = has_focus || in_focus;
            has_layer = has_layer || range.w > 0.0;
            has_edges = has_edges || has_edge(range);
            if (range.z > 0.0)
                content.yz = max(content.yz, vec2(range.y >= pass.focus_px ? range.y : 0.0,
                                                  near.y >= pass.focus_px ? near.y : 0.0));
        }
    vec4 reach = vec4(outer.x >= split_px.x ? outer.x : 0.0, inner, outer.y >= split_px.y ? outer.y : 0.0);
    float radius = max(max(reach.x, reach.y), max(reach.z, reach.w));
    if (radius > 0.0) atomicMax(largest, floatBitsToUint(radius));
    uint there = 0u;
    // What the second layer covers shows through it.
    if (has_focus || has_layer) there |= TAPESTRY_DOF_TILE_FOCUS;
    if (has_layer) there |= TAPESTRY_DOF_TILE_LAYER;
    if (has_edges) there |= TAPESTRY_DOF_TILE_EDGE;
    imageStore(reaches, tile, storable(reach));
    imageStore(contents, tile, storable(vec4(content, float(there))));
}
