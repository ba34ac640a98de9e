// The host's colour and depth to linear light and signed CoC in pixels, and the range of the CoC around every block
// of 2x2 pixels.
#include "shared/dof.h"
#include "include/color.glsl"

#define TAPESTRY_TARGET_FORMAT TAPESTRY_RGBA16F
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    DofCocPass pass;
};
layout(binding = TAPESTRY_UNIT_ORIGINAL) uniform highp sampler2D original;
layout(binding = TAPESTRY_UNIT_DEPTH) uniform highp sampler2D depths;
layout(binding = TAPESTRY_UNIT_COC_MASK) uniform highp sampler2D mask;
layout(binding = TAPESTRY_UNIT_FOCUS_DISTANCE) uniform highp sampler2D focus_distance;
layout(binding = TAPESTRY_UNIT_BRIGHT) uniform highp sampler2D bright;
#ifdef TAPESTRY_SECOND_LAYER
layout(binding = TAPESTRY_UNIT_LAYER_COLOR) uniform highp sampler2D layer_color;
layout(binding = TAPESTRY_UNIT_LAYER_DEPTH) uniform highp sampler2D layer_work;  // what this pass made of the layer
#endif
#ifdef TAPESTRY_WITH_HIDDEN
layout(binding = TAPESTRY_UNIT_HIDDEN_COC) uniform highp sampler2D hidden_coc;
#endif
layout(rgba16f, binding = 0) writeonly uniform highp image2D work;
layout(rgba16f, binding = 1) writeonly uniform highp image2D ranges;

#include "include/coc.glsl"
#include "include/coc_of_texel.glsl"
#include "include/tiles.glsl"

const int border_x = TAPESTRY_GROUP_X + 2;
const int border_y = TAPESTRY_GROUP_Y + 2;
shared float coc_around[(TAPESTRY_GROUP_X + 2) * (TAPESTRY_GROUP_Y + 2)];
shared vec2 apart[TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y];  // 1 where sprites show some light, and its CoC

float read_coc(ivec2 pixel, float inverse_focus) {
    return coc_at_texel(pass.origin + clamp(pixel, ivec2(0), pass.area.end - 1), inverse_focus);
}

vec3 light_at(ivec2 pixel) {
    ivec2 texel = pass.origin + clamp(pixel, ivec2(0), pass.area.end - 1);
    return bounded_light(decoded(texelFetch(original, texel, 0)).rgb);
}

// Few look farther than beside the workgroup's pixels.
float coc_at(ivec2 pixel) {
    ivec2 inside = pixel - ivec2(gl_WorkGroupID.xy) * ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y) + 1;
    bool is_around = all(greaterThanEqual(inside, ivec2(0))) && all(lessThan(inside, ivec2(border_x, border_y)));
    return is_around ? coc_around[inside.y * border_x + inside.x] : read_coc(pixel, focus_in_use());
}

ivec2 picture_size() {
    return pass.area.end;
}

#include "include/dof_light.glsl"

// Adds what the second layer has in a block of 2x2: its coverage, and its CoC where it covers something.
void add_layer(inout vec4 range, ivec2 corner) {
#ifdef TAPESTRY_SECOND_LAYER
    for (int y = 0; y < 2; ++y)
        for (int x = 0; x < 2; ++x) {
            ivec2 pixel = min(corner + ivec2(x, y), pass.area.end - 1);
            float coverage = made_finite(texelFetch(layer_color, pass.origin + pixel, 0).a);
            if (coverage <= 0.0) continue;
            float coc = texelFetch(layer_work, pixel, 0).a;
            range = vec4(min(range.x, coc), max(range.y, coc), range.z, max(range.w, coverage));
        }
#endif
}

// Adds what hides behind a block of 2x2.
void add_hidden(inout vec4 range, ivec2 corner) {
#ifdef TAPESTRY_WITH_HIDDEN
    for (int y = 0; y < 2; ++y)
        for (int x = 0; x < 2; ++x) {
            float coc = texelFetch(hidden_coc, min(corner + ivec2(x, y), pass.area.end - 1), 0).r;
            if (coc < TAPESTRY_NOTHING_HIDDEN) range.xy = vec2(min(range.x, coc), max(range.y, coc));
        }
#endif
}

void main() {
    float inverse_focus = focus_in_use();
    ivec2 first = ivec2(gl_WorkGroupID.xy) * ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y);
    for (uint index = gl_LocalInvocationIndex; index < uint(border_x * border_y);
         index += uint(TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y)) {
        ivec2 inside = ivec2(int(index) % border_x, int(index) / border_x);
        coc_around[index] = read_coc(first + inside - 1, inverse_focus);
    }
    memoryBarrierShared();
    barrier();

    ivec2 pixel = pixel_of_invocation();
    apart[gl_LocalInvocationIndex] = vec2(0.0);
    if (!is_outside(pixel)) {
        float coc = coc_at(pixel);
        vec3 light = light_at(pixel);
        LightApart excess = light_apart(pixel, light, coc, pass.threshold, pass.focus_px, pass.bright_cell_px);
        if (excess.share > 0.0) apart[gl_LocalInvocationIndex] = vec2(1.0, excess.coc);
        // The excess goes to a sprite: dof_lights.comp.
        imageStore(work, pixel, storable(vec4((1.0 - excess.share) * light, coc)));
    }
    memoryBarrierShared();
    barrier();

    ivec2 block = ivec2(gl_LocalInvocationID.xy);
    if (2 * block.x >= TAPESTRY_GROUP_X || 2 * block.y >= TAPESTRY_GROUP_Y) return;
    ivec2 corner = first + 2 * block;
    if (is_outside(corner)) return;
    vec4 range = vec4(1.0e30, -1.0e30, 0.0, 0.0);
    for (int y = 0; y < 4; ++y)
        for (int x = 0; x < 4; ++x) {
            float coc = coc_around[(2 * block.y + y) * border_x + 2 * block.x + x];
            range.xy = vec2(min(range.x, coc), max(range.y, coc));
        }
    for (int y = 0; y < 2; ++y)
        for (int x = 0; x < 2; ++x) {
            vec2 shown = apart[(2 * block.y + y) * TAPESTRY_GROUP_X + 2 * block.x + x];
            if (shown.x <= 0.0) continue;
            range = vec4(min(range.x, shown.y), max(range.y, shown.y), 1.0, range.w);
        }
    add_hidden(range, corner);
    add_layer(range, corner);
    imageStore(ranges, corner / 2, storable(range));
}
