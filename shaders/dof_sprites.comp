// Lights as pictures of the aperture: a workgroup finds those that reach it, and its pixels add them up. Far lights
// show where nothing on the way to the aperture hides them.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/tiles.glsl"
#include "include/dof_light_cells.glsl"
#include "include/dof_sprite.glsl"

const int invocations = TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y;
const int words = invocations / 32;

shared uint found_bits[words];
shared int found_blocks[invocations];    // packed_block
shared vec4 found_lights[invocations];   // sprite_light, CoC
shared vec4 found_places[invocations];   // and sprite_scale

// x, y, and the bits of the sides whose lights may reach here. No picture has as many blocks as 4096 in a row.
int packed_block(ivec2 block, int sides) {
    return block.x | block.y << 12 | sides << 24;
}

// Where an invocation's find goes, and how many there are. Finds keep the order of their invocations: with a counter
// they would lie in that of the atomics, and sums of the same lights would differ from frame to frame.
struct Finds {
    int slot;
    int count;
};

Finds sorted_finds(bool is_found) {
    int own = int(gl_LocalInvocationIndex);
    if (own < words) found_bits[own] = 0u;
    memoryBarrierShared();
    barrier();
    if (is_found) atomicOr(found_bits[own / 32], 1u << (own % 32));
    memoryBarrierShared();
    barrier();
    Finds finds = Finds(0, 0);
    for (int word = 0; word < words; ++word) {
        uint bits = found_bits[word];
        if (word == own / 32) finds.slot = finds.count + bitCount(bits & ((1u << (own % 32)) - 1u));
        finds.count += bitCount(bits);
    }
    return finds;
}

// The workgroup's pixels [first, end).
struct Pixels {
    vec2 first;
    vec2 end;
};

vec2 reach_px(float coc) {
    return (pass.aperture_reach * abs(coc) + 1.0) * pass.aspect;
}

// Bits of the sides (light_far and light_near) of a block whose lights may reach the pixels.
int sides_that_reach(int level, ivec2 block, Pixels pixels) {
    vec2 cocs = texelFetch(reaches, reach_texel(level, block), 0).xy;
    vec2 block_px = light_cell_px(level) * vec2(light_block);
    vec2 away_px = max(block_px * vec2(block) - pixels.end, pixels.first - block_px * vec2(block + 1));
    int sides = 0;
    for (int side = light_far; side <= light_near; ++side)
        if (cocs[side] > 0.0 && all(lessThanEqual(away_px, reach_px(cocs[side])))) sides |= 1 << side;
    return sides;
}

struct Sprites {
    vec3 far;
    vec3 near;
};

// `pixel`: in the picture.
void add_sprites(INOUT(Sprites) sprites, int count, vec2 pixel) {
    float own_coc = texelFetch(pixel_cocs, ivec2(pixel), 0).r;
    for (int index = 0; index < count; ++index) {
        vec4 light = found_lights[index];
        vec4 place = found_places[index];
        float inverse_radius = abs(place.w);  // whose aspect is 1
        float coverage = sprite_coverage(place.zw * (pixel - place.xy), abs(light.a), inverse_radius);
        if (coverage <= 0.0) continue;
        if (light.a < 0.0)
            sprites.near += coverage * light.rgb;
        else
            sprites.far += coverage * visibility(place.xy, pixel, light.a, inverse_radius, own_coc) * light.rgb;
    }
}

// Lights of several blocks at once, one for each invocation.
const int lights_per_block = TAPESTRY_LIGHTS_PER_CELL * TAPESTRY_LIGHT_BLOCK_X * TAPESTRY_LIGHT_BLOCK_Y;
const int blocks_at_once = invocations / lights_per_block;

// Adds what lights of found blocks show on the invocation's pixel, if they reach the workgroup's.
void add_blocks(INOUT(Sprites) sprites, int level, int first_found, int found, Pixels pixels, vec2 pixel) {
    uint own = gl_LocalInvocationIndex;
    int part = int(own % uint(TAPESTRY_LIGHTS_PER_CELL));
    uint inside = own / uint(TAPESTRY_LIGHTS_PER_CELL) % uint(TAPESTRY_LIGHT_BLOCK_X * TAPESTRY_LIGHT_BLOCK_Y);
    int block = first_found + int(own / uint(lights_per_block));
    vec4 light = vec4(0.0);
    vec2 place = vec2(0.0);
    bool reaches_here = false;
    int known = block < found ? found_blocks[block] : 0;
    if ((known >> (24 + (part >> 1)) & 1) != 0) {
        ivec2 cell = light_block * ivec2(known & 4095, known >> 12 & 4095) +
                     ivec2(inside % uint(TAPESTRY_LIGHT_BLOCK_X), inside / uint(TAPESTRY_LIGHT_BLOCK_X));
        float cell_px = light_cell_px(level);
        light = texelFetch(lights, light_texel(level, cell, part), 0);
        if (light.a != 0.0 && abs(light.a) < light_top_px(level)) {
            light.rgb *= cell_px * cell_px;
            vec4 side_places = texelFetch(places, light_texel(level, cell, part >> 1), 0);
            place = cell_px * (vec2(cell) + 0.5 + ((part & 1) == 0 ? vec2(side_places.xy) : vec2(side_places.zw)));
            vec2 away_px = abs(place - clamp(place, pixels.first, pixels.end));
            reaches_here = all(lessThanEqual(away_px, reach_px(light.a)));
        }
    }
    Finds finds = sorted_finds(reaches_here);
    if (reaches_here) {
        found_lights[finds.slot] = vec4(sprite_light(light.rgb, light.a), light.a);
        found_places[finds.slot] = vec4(place, sprite_scale(light.a));
    }
    memoryBarrierShared();
    barrier();
    add_sprites(sprites, finds.count, pixel);
}

// Adds what a level's lights show on the invocation's pixel.
void add_level(INOUT(Sprites) sprites, int level, Pixels pixels, vec2 pixel) {
    vec2 block_px = light_cell_px(level) * vec2(light_block);
    vec2 farthest_px = reach_px(min(light_top_px(level), pass.limit_px));
    ivec2 last = (pass.light_cells >> level) / light_block - 1;
    ivec2 low = clamp(ivec2(floor((pixels.first - farthest_px) / block_px)), ivec2(0), last);
    ivec2 high = clamp(ivec2(floor((pixels.end + farthest_px) / block_px)), ivec2(0), last);
    ivec2 size = high - low + 1;
    int own = int(gl_LocalInvocationIndex);
    for (int first = 0; first < size.x * size.y; first += invocations) {
        int index = first + own;
        ivec2 block = low + ivec2(index % size.x, index / size.x);
        int sides = index < size.x * size.y ? sides_that_reach(level, block, pixels) : 0;
        Finds finds = sorted_finds(sides != 0);
        if (sides != 0) found_blocks[finds.slot] = packed_block(block, sides);
        memoryBarrierShared();
        barrier();
        for (int found = 0; found < finds.count; found += blocks_at_once)
            add_blocks(sprites, level, found, finds.count, pixels, pixel);
    }
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    ivec2 first = pixel - ivec2(gl_LocalInvocationID.xy);
    uint lit = 0u;  // also past the list's end
    if (all(greaterThanEqual(first, ivec2(0)))) lit = uint(texelFetch(tile_needs, tile_of(first), 0).z);
    Pixels pixels = Pixels(vec2(first), vec2(first + ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y)));
    Sprites sprites = Sprites(vec3(0.0), vec3(0.0));
    for (int level = 0; lit != 0u && level < int(pass.light_levels); ++level)
        add_level(sprites, level, pixels, vec2(clamp(pixel, ivec2(0), pass.size - 1)) + 0.5);
    if (is_outside(pixel)) return;
    // Nobody reads lights of a side that none reaches.
    if ((lit & 1u) != 0u) imageStore(far_sprites, pixel, storable(vec4(sprites.far, 0.0)));
    if ((lit & 2u) != 0u) imageStore(near_sprites, pixel, storable(vec4(sprites.near, 0.0)));
}
