// The finest level of the pyramid that fills what hides: means over 4x4 pixels of each slice's light, coverage and
// CoC times coverage.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);
#ifdef TAPESTRY_WITH_LIGHTS
// Where lights are seen others hide, in the mean as bright; but nobody knows where, and more than this a pixel shows as
// a glow (at twice as much, 0.03 dB more in the mean of scenes, but a haze around a doll before street lamps).
const float brightest_lights = 1.0;  // of white
#endif

#include "include/dof.glsl"
#include "include/dof_slices.glsl"
#include "include/dof_surfaces.glsl"
#include "include/dof_cells.glsl"
#include "include/sheet.glsl"
#include "include/dof_cells_store.glsl"
#include "include/dof_light_cells.glsl"
#include "include/tiles.glsl"

// Fills are no place for lights: what is brighter than this would smear.
const float brightest_fill = 4.0;  // of white

void add_surface(INOUT(Cells) cells, vec4 light, float coc) {
    if (light.a <= 0.0) return;
    vec2 weighted = light.a * vec2(coc, 1.0);
    float most = brightest_fill * pass.white * light.a;
    light.rgb = clamp(light.rgb, -most, most);
    int slice = slice_of(coc);
    if (slice == TAPESTRY_SLICE_FOCUS) {
        cells.focus += light;
        cells.focus_coc += weighted.x;
    } else if (slice < TAPESTRY_SLICE_FOCUS) {
        cells.near += slice == TAPESTRY_SLICE_NEAR_OUTER ? vec4(weighted, 0.0, 0.0) : vec4(0.0, 0.0, weighted);
        if (slice == TAPESTRY_SLICE_NEAR_INNER) cells.near_inner += light;
    } else {
        cells.far_light += light.rgb;
        cells.far += slice == TAPESTRY_SLICE_FAR_INNER ? vec4(weighted, 0.0, 0.0) : vec4(0.0, 0.0, weighted);
    }
}

void main() {
    read_splits();
    ivec2 cell = pixel_of_invocation();
    if (is_outside(cell)) return;
    Cells sum = no_cells();
    for (int block = 0; block < 4; ++block) {
        ivec2 corner = min(4 * cell + 2 * ivec2(block & 1, block >> 1), pass.size - 1);
        bool edge = has_edge(texelFetch(ranges, corner / 2, 0));
        for (int index = 0; index < 4; ++index) {
            ivec2 pixel = min(corner + ivec2(index & 1, index >> 1), pass.size - 1);
            Surfaces surfaces = surfaces_at(pixel, edge);
            add_surface(sum, surfaces.front, surfaces.front_coc);
            if (surfaces.back.a > 0.0) add_surface(sum, seen_back(surfaces), surfaces.back_coc);
        }
    }
#ifdef TAPESTRY_WITH_LIGHTS
    vec3 far_lights = texelFetch(lights, light_texel(0, cell, 2 * light_far), 0).rgb +
                      texelFetch(lights, light_texel(0, cell, 2 * light_far + 1), 0).rgb;
    float most = brightest_lights * pass.white;
    sum.far_light += 16.0 * clamp(far_lights, -most, most);
#endif
    store_cells(cell, saturated(scaled(sum, 2.0 / 16.0)));
}
