// The finest level of the pyramid that fills what hides: means over 4x4 pixels of each slice's light, coverage and
// CoC times coverage.
#include "shared/dof.h"
#include "include/color.glsl"

#define TAPESTRY_TARGET_FORMAT TAPESTRY_RGBA16F
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    DofPass pass;
};
layout(binding = TAPESTRY_UNIT_WORK) uniform highp sampler2D work;
layout(binding = TAPESTRY_UNIT_RANGE) uniform highp sampler2D ranges;
layout(binding = TAPESTRY_UNIT_BACK) uniform highp sampler2D backs;
layout(binding = TAPESTRY_UNIT_FRONT) uniform highp sampler2D fronts;
#ifdef TAPESTRY_WITH_LIGHTS
layout(binding = TAPESTRY_UNIT_CELL_LIGHTS) uniform highp sampler2D lights;

// Where lights are seen others hide, in the mean as bright; but nobody knows where, and more than this a pixel shows as
// a glow (at twice as much, 0.03 dB more in the mean of scenes, but a haze around a doll before street lamps).
const float brightest_lights = 1.0;
#endif
layout(rgba16f, binding = 0) writeonly uniform highp image2D cells0;
layout(rgba16f, binding = 1) writeonly uniform highp image2D cells1;
layout(rgba16f, binding = 2) writeonly uniform highp image2D cells2;
layout(rgba16f, binding = 3) writeonly uniform highp image2D cells3;

#include "include/dof.glsl"
#include "include/dof_surfaces.glsl"
#include "include/dof_cells.glsl"
#include "include/dof_light_cells.glsl"
#include "include/tiles.glsl"

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
            add_surface(sum, seen_back(surfaces), surfaces.back_coc);
        }
    }
#ifdef TAPESTRY_WITH_LIGHTS
    vec3 far_lights = texelFetch(lights, light_texel(0, cell, 2 * light_far), 0).rgb +
                      texelFetch(lights, light_texel(0, cell, 2 * light_far + 1), 0).rgb;
    sum.far_light += 16.0 * clamp(far_lights, -brightest_lights, brightest_lights);
#endif
    store_cells(cell, saturated(scaled(sum, 2.0 / 16.0)));
}
