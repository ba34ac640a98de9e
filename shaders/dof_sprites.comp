// Lights as pictures of the aperture: a workgroup finds those that reach it, and its pixels add them up. Far lights
// show where nothing on the way to the aperture hides them.
#include "shared/dof.h"
#include "include/color.glsl"

#define TAPESTRY_TARGET_FORMAT TAPESTRY_RGBA16F
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    DofPass pass;
};
layout(binding = TAPESTRY_UNIT_WORK) uniform highp sampler2D work;
layout(binding = TAPESTRY_UNIT_LIGHTS) uniform highp sampler2D lights;
layout(binding = TAPESTRY_UNIT_LIGHTS_1) uniform highp sampler2D places;
layout(binding = TAPESTRY_UNIT_APERTURE) uniform highp sampler2D aperture;
layout(binding = TAPESTRY_UNIT_TILES) uniform highp sampler2D tile_needs;
layout(binding = TAPESTRY_UNIT_TILE_CONTENTS) uniform highp sampler2D contents;
layout(rgba16f, binding = 0) writeonly uniform highp image2D far_sprites;
layout(rgba16f, binding = 1) writeonly uniform highp image2D near_sprites;

#include "include/dof.glsl"
#include "include/tiles.glsl"
#include "include/dof_sprite.glsl"

shared uint found;
shared vec4 found_lights[TAPESTRY_MOST_LIGHTS];  // light, CoC
shared vec2 found_places[TAPESTRY_MOST_LIGHTS];

// Keeps the light of a cell when its sprite meets the pixels [first, end).
void keep_light(ivec2 cell, ivec2 first, ivec2 end) {
    vec4 light = texelFetch(lights, cell, 0);
    if (light.a <= 0.0) return;
    vec4 place = texelFetch(places, cell, 0);
    vec2 away = place.xy - clamp(place.xy, vec2(first), vec2(end));
    vec2 reach_px = (pass.aperture_reach * abs(place.z) + 1.0) * pass.aspect;
    if (any(greaterThan(abs(away), reach_px))) return;
    uint slot = atomicAdd(found, 1u);
    if (slot >= uint(TAPESTRY_MOST_LIGHTS)) return;
    found_lights[slot] = vec4(light.rgb, place.z);
    found_places[slot] = place.xy;
}

// True where a tile may have lights that reach the pixels [first, end).
bool may_reach(ivec2 tile, ivec2 first, ivec2 end) {
    vec2 largest = texelFetch(contents, tile, 0).yz;
    float farthest = max(largest.x, largest.y);
    if (farthest == 0.0) return false;
    vec2 away_px = vec2(max(TAPESTRY_TILE * tile - end, first - TAPESTRY_TILE * (tile + 1)));
    return all(lessThanEqual(away_px, (pass.aperture_reach * farthest + 1.0) * pass.aspect));
}

// Collects the lights that reach the pixels [first, end), tile by tile, of which few have any.
void collect(ivec2 first, ivec2 end) {
    const int cells = TAPESTRY_TILE / TAPESTRY_LIGHT_CELL;
    ivec2 last_cell = cells_of(pass.size) - 1;
    ivec2 last_tile = (pass.size - 1) / TAPESTRY_TILE;
    int reach = int(ceil((pass.aperture_reach * uintBitsToFloat(largest) + 1.0) * max(pass.aspect.x, pass.aspect.y)));
    ivec2 low = max((first - reach) / TAPESTRY_TILE, ivec2(0));
    ivec2 high = min((end + reach) / TAPESTRY_TILE, last_tile);
    ivec2 count = max(high - low + 1, ivec2(0));
    for (int index = int(gl_LocalInvocationIndex); index < count.x * count.y;
         index += TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y) {
        ivec2 tile = low + ivec2(index % count.x, index / count.x);
        if (!may_reach(tile, first, end)) continue;
        for (int inside = 0; inside < cells * cells; ++inside) {
            ivec2 cell = cells * tile + ivec2(inside % cells, inside / cells);
            if (all(lessThanEqual(cell, last_cell))) keep_light(cell, first, end);
        }
    }
}

void main() {
    ivec2 first = pixel_of_invocation() - ivec2(gl_LocalInvocationID.xy);
    if (gl_LocalInvocationIndex == 0u) found = 0u;
    memoryBarrierShared();
    barrier();
    bool is_lit = all(greaterThanEqual(first, ivec2(0))) &&
                  texelFetch(tile_needs, max(first, ivec2(0)) / TAPESTRY_TILE, 0).z > 0.0;
    if (is_lit) collect(first, first + ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y));
    memoryBarrierShared();
    barrier();

    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    uint count = min(found, uint(TAPESTRY_MOST_LIGHTS));
    vec3 far = vec3(0.0);
    vec3 near = vec3(0.0);
    for (uint index = 0u; index < count; ++index) {
        vec4 light = found_lights[index];
        vec2 place = found_places[index];
        float share = sprite_share(vec2(pixel) + 0.5 - place, light.a);
        if (share <= 0.0) continue;
        if (light.a < 0.0)
            near += share * light.rgb;
        else
            far += share * visibility(place, vec2(pixel) + 0.5, light.a) * light.rgb;
    }
    imageStore(far_sprites, pixel, storable(vec4(far, 0.0)));
    imageStore(near_sprites, pixel, storable(vec4(near, 0.0)));
}
