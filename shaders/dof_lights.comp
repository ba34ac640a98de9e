// What small bright lights have in excess of the threshold, merged in cells of 4x4 pixels.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof_light_cells.glsl"
#include "include/dof_light_merge.glsl"
#include "include/tiles.glsl"

// The workgroup's pixels are one block of cells. Of each pixel the light in excess, and the CoC.
shared vec4 excesses[TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y];
#ifdef TAPESTRY_WITH_HIDDEN
shared vec4 hidden_excesses[TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y];
const int lights_a_pixel = 2;
#else
const int lights_a_pixel = 1;
#endif
shared vec4 side_reaches[2 * TAPESTRY_LIGHT_BLOCK_X * TAPESTRY_LIGHT_BLOCK_Y];  // of sides of cells

const int cells = TAPESTRY_LIGHT_BLOCK_X * TAPESTRY_LIGHT_BLOCK_Y;

// Of the workgroup's cells, one of this number.
ivec2 cell_in_block(int index) {
    return ivec2(index % TAPESTRY_LIGHT_BLOCK_X, index / TAPESTRY_LIGHT_BLOCK_X);
}

Light candidate(int side, int index) {
    ivec2 cell = cell_in_block(int(gl_LocalInvocationIndex) % cells);
    int pixel = index / lights_a_pixel;
    ivec2 place = TAPESTRY_LIGHT_CELL * cell + ivec2(pixel % TAPESTRY_LIGHT_CELL, pixel / TAPESTRY_LIGHT_CELL);
    vec4 excess = excesses[place.y * TAPESTRY_GROUP_X + place.x];
#ifdef TAPESTRY_WITH_HIDDEN
    if ((index & 1) != 0) excess = hidden_excesses[place.y * TAPESTRY_GROUP_X + place.x];
#endif
    bool is_there = side == light_far ? excess.a > 0.0 : excess.a < 0.0;
    ivec2 first = ivec2(gl_WorkGroupID.xy) * ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y);
    return Light(excess.rgb, is_there ? excess.a : 0.0, vec2(first + place) + 0.5);
}

// A pixel's light in excess, which dof_coc.comp left out of the work, and its CoC; 0 where it has none.
vec4 excess_at(ivec2 pixel) {
    if (any(greaterThanEqual(pixel, pass.size))) return vec4(0.0);
    if (texelFetch(ranges, pixel / 2, 0).z <= 0.0) return vec4(0.0);
    float coc = texelFetch(light_cocs, pixel, 0).r;
    if (coc == 0.0) return vec4(0.0);
    vec3 light = bounded_light(decoded(texelFetch(original, pass.origin + pixel, 0)).rgb);
    vec3 excess = light - texelFetch(work, pixel, 0).rgb;
    return brightest(excess) > 0.0 ? vec4(excess, coc) : vec4(0.0);
}

#ifdef TAPESTRY_WITH_HIDDEN
// The same of what hides behind a pixel: nothing where a second layer covers some of its block.
vec4 hidden_excess_at(ivec2 pixel) {
    if (any(greaterThanEqual(pixel, pass.size))) return vec4(0.0);
    vec4 range = texelFetch(ranges, pixel / 2, 0);
    if (range.z <= 0.0 || range.w > 0.0) return vec4(0.0);
    float apart = texelFetch(hidden_apart, pixel, 0).r;
    if (apart <= 0.0) return vec4(0.0);
    return vec4(apart * texelFetch(hidden, pixel, 0).rgb, texelFetch(hidden_coc, pixel, 0).r);
}
#endif

// The workgroup's pixels lie in one tile.
bool is_lit() {
    ivec2 first = ivec2(gl_WorkGroupID.xy) * ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y);
    if (any(greaterThanEqual(first, pass.size))) return false;
    return texelFetch(contents, tile_of(first), 0).yz != vec2(0.0);
}

void main() {
    int index = int(gl_LocalInvocationIndex);
    ivec2 block = ivec2(gl_WorkGroupID.xy);
    int side = index / cells;
    ivec2 cell = light_block * block + cell_in_block(index % cells);
    if (!is_lit()) {
        if (index < 2 * cells) store_none(0, cell, side);
        if (index == 0) imageStore(reaches, reach_texel(0, block), vec4(0.0));
        return;
    }
    ivec2 pixel = pixel_of_invocation();
    excesses[index] = excess_at(pixel);
#ifdef TAPESTRY_WITH_HIDDEN
    hidden_excesses[index] = hidden_excess_at(pixel);
#endif
    memoryBarrierShared();
    barrier();

    if (index < 2 * cells) {
        vec2 reach = store_merged(0, cell, side, lights_a_pixel * TAPESTRY_LIGHT_CELL * TAPESTRY_LIGHT_CELL);
        side_reaches[index] = side == light_far ? vec4(reach.x, 0.0, reach.y, 0.0) : vec4(0.0, reach.x, 0.0, reach.y);
    }
    memoryBarrierShared();
    barrier();
    if (index != 0) return;
    vec4 reach = vec4(0.0);
    for (int other = 0; other < 2 * cells; ++other) reach = max(reach, side_reaches[other]);
    imageStore(reaches, reach_texel(0, block), reach);
}
