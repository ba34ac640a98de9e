// Lights that go up merged in cells of twice the side, on a level above the finest.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof_light_cells.glsl"
#include "include/dof_light_merge.glsl"
#include "include/tiles.glsl"

shared vec4 cell_reaches[TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y];

// Two of each of four finer cells.
Light candidate(int side, int index) {
    int finer = int(pass.light_level) - 1;
    ivec2 cell = 2 * pixel_of_invocation() + ivec2((index >> 1) & 1, index >> 2);
    float cell_px = light_cell_px(finer);
    vec4 light = texelFetch(finer_lights, light_texel(finer, cell, 2 * side + (index & 1)), 0);
    if (abs(light.a) < light_top_px(finer)) return Light(vec3(0.0), 0.0, vec2(0.0));
    vec4 side_places = texelFetch(finer_places, light_texel(finer, cell, side), 0);
    vec2 place = (index & 1) == 0 ? vec2(side_places.xy) : vec2(side_places.zw);
    return Light(cell_px * cell_px * light.rgb, light.a, cell_px * (vec2(cell) + 0.5 + place));
}

void main() {
    int level = int(pass.light_level);
    ivec2 cell = pixel_of_invocation();
    int index = int(gl_LocalInvocationIndex);
    cell_reaches[index] = vec4(0.0);
    if (!is_outside(cell)) {
        // Blocks are larger than two cells: the four below are of one.
        vec2 goes_up = texelFetch(finer_reaches, reach_texel(level - 1, 2 * cell / light_block), 0).zw;
        vec2 far = store_merged(level, cell, light_far, goes_up.x > 0.0 ? 8 : 0);
        vec2 near = store_merged(level, cell, light_near, goes_up.y > 0.0 ? 8 : 0);
        cell_reaches[index] = vec4(far.x, near.x, far.y, near.y);
    }
    memoryBarrierShared();
    barrier();

    const ivec2 blocks = ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y) / light_block;
    if (index >= blocks.x * blocks.y) return;
    ivec2 inside = ivec2(index % blocks.x, index / blocks.x);
    ivec2 block = blocks * ivec2(gl_WorkGroupID.xy) + inside;
    if (is_outside(light_block * block)) return;
    vec4 reach = vec4(0.0);
    for (int y = 0; y < light_block.y; ++y)
        for (int x = 0; x < light_block.x; ++x) {
            ivec2 other = light_block * inside + ivec2(x, y);
            reach = max(reach, cell_reaches[other.y * TAPESTRY_GROUP_X + other.x]);
        }
    imageStore(reaches, reach_texel(level, block), reach);
}
