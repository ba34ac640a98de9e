// What small bright lights have in excess of the threshold, merged in cells: light, place and CoC of one sprite each.
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
layout(binding = TAPESTRY_UNIT_ORIGINAL) uniform highp sampler2D original;
layout(binding = TAPESTRY_UNIT_RANGE) uniform highp sampler2D ranges;
layout(binding = TAPESTRY_UNIT_BRIGHT) uniform highp sampler2D bright;
layout(rgba16f, binding = 0) writeonly uniform highp image2D lights;
layout(rgba32f, binding = 1) writeonly uniform highp image2D places;

#include "include/dof.glsl"

ivec2 inside(ivec2 pixel) {
    return clamp(pixel, ivec2(0), pass.size - 1);
}

vec3 light_at(ivec2 pixel) {
    return clamp(decoded(texelFetch(original, pass.origin + inside(pixel), 0)).rgb, 0.0, 65504.0);
}

float coc_at(ivec2 pixel) {
    return texelFetch(work, inside(pixel), 0).a;
}

ivec2 picture_size() {
    return pass.size;
}

#include "include/dof_light.glsl"
#include "include/tiles.glsl"

void main() {
    ivec2 cell = pixel_of_invocation();
    if (is_outside(cell)) return;
    ivec2 last = (pass.size + 1) / 2 - 1;
    float most = 0.0;
    for (int index = 0; index < 4; ++index)
        most = max(most, texelFetch(ranges, min(2 * cell + ivec2(index & 1, index >> 1), last), 0).z);
    vec3 sum = vec3(0.0);
    vec4 place = vec4(0.0);
    if (most > pass.threshold) {
        for (int index = 0; index < 16; ++index) {
            ivec2 pixel = 4 * cell + ivec2(index & 3, index >> 2);
            if (any(greaterThanEqual(pixel, pass.size))) continue;
            vec3 light = light_at(pixel);
            if (brightest(light) <= pass.threshold) continue;
            LightApart apart =
                light_apart(pixel, light, coc_at(pixel), pass.threshold, pass.focus_px, pass.bright_cell_px);
            if (apart.share <= 0.0) continue;
            vec3 excess = apart.share * light;
            float weight = brightest(excess);
            sum += excess;
            place += weight * vec4(vec2(pixel) + 0.5, apart.coc, 1.0);
        }
        if (place.w > 0.0) place /= place.w;
    }
    imageStore(lights, cell, vec4(min(sum, 65504.0), place.w));
    imageStore(places, cell, place);
}
