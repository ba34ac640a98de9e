// The host's colour and depth to linear light and signed CoC in pixels, and the range of the CoC around every block
// of 2x2 pixels.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofCocPass, pass);

#include "include/coc.glsl"
#include "include/coc_of_texel.glsl"
#include "include/tiles.glsl"

const int border_x = TAPESTRY_GROUP_X + 2;
const int border_y = TAPESTRY_GROUP_Y + 2;
shared float coc_around[(TAPESTRY_GROUP_X + 2) * (TAPESTRY_GROUP_Y + 2)];

float read_coc(ivec2 pixel, float inverse_focus) {
    return coc_at_texel(pass.origin + clamp(pixel, ivec2(0), pass.area.end - 1), inverse_focus);
}

vec3 light_at(ivec2 pixel) {
    ivec2 texel = pass.origin + clamp(pixel, ivec2(0), pass.area.end - 1);
    return bounded_light(decoded(texelFetch(original, texel, 0)).rgb);
}

#ifdef TAPESTRY_WITH_LIGHTS

ivec2 picture_size() {
    return pass.area.end;
}

DECLARE(float brightness_at(ivec2 pixel));
DECLARE(float coc_at(ivec2 pixel));

#include "include/dof_light.glsl"

// Brightness and CoC of the workgroup's pixels and of what the search for lights looks at around them: collected where
// one of them may be a light. (Searched in the host's textures instead: six times this pass.)
const int wide_x = TAPESTRY_GROUP_X + 2 * light_reach_px;
const int wide_y = TAPESTRY_GROUP_Y + 2 * light_reach_px;
shared vec2 wide[(TAPESTRY_GROUP_X + 2 * light_reach_px) * (TAPESTRY_GROUP_Y + 2 * light_reach_px)];
shared uint may_have_lights;
shared float apart_cocs[TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y];  // as light_cocs

ivec2 first_pixel() {
    return ivec2(gl_WorkGroupID.xy) * ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y);
}

vec2 wide_at(ivec2 pixel) {
    ivec2 inside = pixel - first_pixel() + light_reach_px;
    return wide[inside.y * wide_x + inside.x];
}

float brightness_at(ivec2 pixel) {
    return wide_at(pixel).x;
}

float coc_at(ivec2 pixel) {
    return wide_at(pixel).y;
}

void collect_wide(float inverse_focus) {
    ivec2 first = first_pixel() - light_reach_px;
    for (uint index = gl_LocalInvocationIndex; index < uint(wide_x * wide_y);
         index += uint(TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y)) {
        ivec2 pixel = first + ivec2(index % uint(wide_x), index / uint(wide_x));
        wide[index] = vec2(brightest(light_at(pixel)), read_coc(pixel, inverse_focus));
    }
    memoryBarrierShared();
    barrier();
}

// The largest CoC of the invocation's 3x3.
float farthest_beside() {
    ivec2 inside = ivec2(gl_LocalInvocationID.xy);
    float farthest = -1.0e30;
    for (int y = 0; y < 3; ++y)
        for (int x = 0; x < 3; ++x) farthest = max(farthest, coc_around[(inside.y + y) * border_x + inside.x + x]);
    return farthest;
}

// The share of the invocation's pixel that sprites show: dof_lights.comp. Where there is some, its CoC is noted.
float share_apart(ivec2 pixel, float brightness, float coc, float inverse_focus) {
    // Smallness before all else: skies are bright, but have no small lights.
    float small_share = 0.0;
    if (!is_outside(pixel) && may_be_apart(brightness, coc, farthest_beside(), pass.threshold))
        small_share = smallness(pixel, pass.bright_cell_px);
    uint own = gl_LocalInvocationIndex;
    if (own == 0u) may_have_lights = 0u;
    apart_cocs[own] = 0.0;
    memoryBarrierShared();
    barrier();
    if (small_share > 0.0) atomicOr(may_have_lights, 1u);
    memoryBarrierShared();
    barrier();
    if (may_have_lights == 0u) return 0.0;
    collect_wide(inverse_focus);
    if (small_share <= 0.0) return 0.0;
    LightApart apart = light_apart(pixel, small_share, pass.threshold, pass.focus_px);
    if (apart.share > 0.0) apart_cocs[own] = apart.coc;
    return apart.share;
}

// Adds that lights of a block of 2x2 are shown apart, and their CoCs; stores these where there are some.
void add_lights(INOUT(vec4) range, ivec2 block, ivec2 corner) {
    for (int index = 0; index < 4; ++index) {
        ivec2 inside = 2 * block + ivec2(index & 1, index >> 1);
        float coc = apart_cocs[inside.y * TAPESTRY_GROUP_X + inside.x];
        if (coc != 0.0) range = vec4(min(range.x, coc), max(range.y, coc), 1.0, range.w);
    }
    if (range.z <= 0.0) return;
    for (int index = 0; index < 4; ++index) {
        ivec2 inside = 2 * block + ivec2(index & 1, index >> 1);
        ivec2 pixel = corner + ivec2(index & 1, index >> 1);
        if (!is_outside(pixel))
            imageStore(light_cocs, pixel, vec4(apart_cocs[inside.y * TAPESTRY_GROUP_X + inside.x]));
    }
}

#endif

// Adds what the second layer has in a block of 2x2: its coverage, and its CoC where it covers something.
void add_layer(INOUT(vec4) range, ivec2 corner) {
#ifdef TAPESTRY_SECOND_LAYER
    for (int y = 0; y < 2; ++y)
        for (int x = 0; x < 2; ++x) {
            ivec2 pixel = min(corner + ivec2(x, y), pass.area.end - 1);
            float coverage = made_finite(texelFetch(layer_color, pass.origin + pixel, 0).a);
            if (coverage <= 0.0) continue;
            float coc = texelFetch(layer_cocs, pixel, 0).r;
            range = vec4(min(range.x, coc), max(range.y, coc), range.z, max(range.w, coverage));
        }
#endif
}

// Adds what hides behind a block of 2x2, and whether sprites show some of it.
void add_hidden(INOUT(vec4) range, ivec2 corner) {
#ifdef TAPESTRY_WITH_HIDDEN
    for (int y = 0; y < 2; ++y)
        for (int x = 0; x < 2; ++x) {
            ivec2 pixel = min(corner + ivec2(x, y), pass.area.end - 1);
            float coc = texelFetch(hidden_coc, pixel, 0).r;
            if (coc >= TAPESTRY_NOTHING_HIDDEN) continue;
            range.xy = vec2(min(range.x, coc), max(range.y, coc));
#ifdef TAPESTRY_WITH_LIGHTS
            if (texelFetch(hidden_apart, pixel, 0).r > 0.0) range.z = 1.0;
#endif
        }
#endif
}

void main() {
    float inverse_focus = focus_in_use();
    ivec2 first = ivec2(gl_WorkGroupID.xy) * ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y);
    for (uint index = gl_LocalInvocationIndex; index < uint(border_x * border_y);
         index += uint(TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y)) {
        ivec2 inside = ivec2(index % uint(border_x), index / uint(border_x));
        coc_around[index] = read_coc(first + inside - 1, inverse_focus);
    }
    memoryBarrierShared();
    barrier();

    ivec2 pixel = pixel_of_invocation();
    ivec2 inside = ivec2(gl_LocalInvocationID.xy) + 1;
    float coc = coc_around[inside.y * border_x + inside.x];
    vec3 light = light_at(pixel);
#ifdef TAPESTRY_WITH_LIGHTS
    light *= 1.0 - share_apart(pixel, brightest(light), coc, inverse_focus);
#endif
    if (!is_outside(pixel)) {
        imageStore(work, pixel, storable(vec4(light, coc)));
        imageStore(pixel_cocs, pixel, vec4(coc));
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
            float other = coc_around[(2 * block.y + y) * border_x + 2 * block.x + x];
            range.xy = vec2(min(range.x, other), max(range.y, other));
        }
    add_hidden(range, corner);
#ifdef TAPESTRY_WITH_LIGHTS
    add_lights(range, block, corner);
#endif
    add_layer(range, corner);
    imageStore(ranges, corner / 2, storable(range));
}
