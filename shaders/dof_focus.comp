// The slice in focus at full resolution, premultiplied, with what the fills put behind near things.
#include "shared/dof.h"
#include "include/color.glsl"

#define TAPESTRY_TARGET_FORMAT TAPESTRY_RGBA16F
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    DofPass pass;
};
layout(binding = TAPESTRY_UNIT_WORK) uniform highp sampler2D work;
layout(binding = TAPESTRY_UNIT_RANGE) uniform highp sampler2D ranges;
layout(binding = TAPESTRY_UNIT_BACK) uniform highp sampler2D backs;
layout(binding = TAPESTRY_UNIT_SHARE) uniform highp sampler2D shares;
layout(binding = TAPESTRY_UNIT_FILL_FOCUS) uniform highp sampler2D fill_focus;
layout(binding = TAPESTRY_UNIT_TILES) uniform highp sampler2D tile_needs;
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

#include "include/dof.glsl"
#include "include/dof_surfaces.glsl"
#include "include/dof_fill.glsl"
#include "include/tiles.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    // Nothing is in focus in this tile nor beside it.
    if (texelFetch(tile_needs, pixel / TAPESTRY_TILE, 0).w < 2.0) {
        imageStore(target, pixel, vec4(0.0));
        return;
    }
    vec4 range = texelFetch(ranges, pixel / 2, 0);
    Surfaces surfaces = surfaces_at(pixel, has_edge(range));
    vec4 sum = vec4(0.0);
    if (slice_of(surfaces.front_coc) == TAPESTRY_SLICE_FOCUS) sum += surfaces.front;
    if (surfaces.back.a > 0.0 && slice_of(surfaces.back_coc) == TAPESTRY_SLICE_FOCUS)
        sum += (1.0 - sum.a) * surfaces.back;
    if (surfaces.front_coc <= -pass.near_focus_px) {
        vec2 place = (vec2(pixel) + 0.5) / (4.0 * vec2(textureSize(fill_focus, 0)));
        sum += (1.0 - sum.a) * focus_fill(surfaces, textureLod(fill_focus, place, 0.0));
    }
    imageStore(target, pixel, storable(sum));
}
