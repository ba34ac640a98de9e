// The slices put together, far to near, and what is sharp from the host's own texels.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);
UNIFORM_BLOCK(FocusTaps, TAPESTRY_UNIFORM_TAPS, DofFocusTaps, focus_taps);

#include "include/dof.glsl"
#ifdef TAPESTRY_LAYERED
#include "include/dof_stack.glsl"
#endif
#include "include/mask.glsl"
#include "include/tiles.glsl"

const float least_coverage = 1.0 / 512.0;
#ifdef TAPESTRY_LAYERED
const float least_whole = 0.99;  // more than halves round by
#endif

// By how much the taps are scaled so that their variance, that of the bilinear reads included, is the aperture's.
float tap_scale(float radius_px) {
    float place = clamp(radius_px / pass.focus_px, 0.0, 1.0) * float(TAPESTRY_FOCUS_SCALES);
    int index = min(int(place), TAPESTRY_FOCUS_SCALES - 1);
    return mix(focus_taps.scales[index].x, focus_taps.scales[index + 1].x, place - float(index));
}

// What of the slice in focus is within reach of its taps around a pixel.
vec2 focus_around(ivec2 pixel) {
    // Stretched taps reach farther than the cells tell.
    if (max(pass.aspect.x, pass.aspect.y) > 1.0) return vec2(1.0);
    ivec2 cells = (pass.size + TAPESTRY_FOCUS_CELL - 1) / TAPESTRY_FOCUS_CELL;
    return read_at(focus_cells, (vec2(pixel) + 0.5) / (float(TAPESTRY_FOCUS_CELL) * vec2(cells)), cells).rg;
}

// The share of a tap's light that reaches a pixel of this CoC, `away_px` off: what is nearer than the pixel spreads by
// its own CoC, so that sharp silhouettes have no rim before what is a little blurred.
float reaching(vec2 place, float coc, float away_px) {
    ivec2 pixel = clamp(ivec2(floor(place * vec2(pass.size))), ivec2(0), pass.size - 1);
    float tap_coc = texelFetch(pixel_cocs, pixel, 0).r;
    bool spreads = is_in_focus(tap_coc) && tap_coc < coc - 0.5;
    return spreads ? clamp(abs(tap_coc) - away_px + 1.0, 0.0, 1.0) : 1.0;
}

// The slice in focus, blurred by its CoC around here, the pixel's own if that is in focus; near of the plane of focus
// the aperture is turned by half a turn.
vec4 blurred_focus(ivec2 pixel, float coc, bool is_own) {
    if (abs(coc) < TAPESTRY_LEAST_BLUR_PX) return texelFetch(focus, pixel, 0);
    vec2 around = focus_around(pixel);
    if (around.x == 0.0) return vec4(0.0);
    vec2 inverse_size = 1.0 / vec2(pass.size);
    vec2 place = (vec2(pixel) + 0.5) * inverse_size;
    vec2 unit_px = (coc < 0.0 ? -1.0 : 1.0) * tap_scale(abs(coc)) * pass.offset_sign * pass.aspect;
    vec4 sum = vec4(0.0);
    float weights = 0.0;
    for (int index = 0; index < TAPESTRY_FOCUS_TAPS; ++index) {
        vec4 tap = focus_taps.taps[index];
        vec2 offset_px = unit_px * tap.xy;
        vec2 read_place = place + offset_px * inverse_size;
        float weight = around.y > 0.0 ? tap.z * reaching(read_place, coc, length(offset_px)) : tap.z;
        sum += weight * read_at(focus, read_place, pass.size);
        weights += weight;
    }
    return is_own && weights > 0.0 ? sum / weights : sum;
}

#ifdef TAPESTRY_LAYERED
// 1 where a pixel's own surface goes on from what is in focus into what is near. Such parts of one surface lie beside
// each other, blurred by about as much: where both are and cover most of a pixel they cover all of it, or lamps behind
// the surface would shine through its seam.
float at_near_seam(float coc, float near, float in_focus) {
    float is_border = 1.0 - smoothstep(1.0, 1.5, abs(coc + pass.near_focus_px));
    float has_both = smoothstep(0.0, 1.0 / 64.0, min(near, in_focus));
    return is_border * has_both * smoothstep(0.5, 0.75, near + in_focus);
}
#endif

// What stays as it is.
void keep(ivec2 pixel, vec4 own) {
#ifdef TAPESTRY_STEADIED
    imageStore(target, pixel, storable(vec4(bounded_light(decoded(own).rgb), -1.0)));
#else
    imageStore(target, pass.origin + pixel, storable(converted(own)));
#endif
}

// `near_share`: of the light, which is nearer than what is in focus.
void store(ivec2 pixel, vec4 own, vec3 light, float near_share) {
    vec4 decoded_own = decoded(own);
    vec4 result = vec4(light, decoded_own.a);
#ifdef TAPESTRY_MASKED
    float share = effect_share(texelFetch(mask, pass.origin + pixel, 0).r);
    if (share <= 0.0) {
        keep(pixel, own);
        return;
    }
    result.rgb = mix(decoded_own.rgb, light, share);
#endif
#ifdef TAPESTRY_STEADIED
    imageStore(target, pixel, storable(vec4(bounded_light(result.rgb), near_share)));
#else
    imageStore(target, pass.origin + pixel, storable(encoded(result)));
#endif
}

#ifdef TAPESTRY_LAYERED
shared vec4 need;
#endif

void main() {
    ivec2 pixel = pixel_of_invocation();
#ifdef TAPESTRY_LAYERED
    if (gl_LocalInvocationIndex == 0u)
        need = texelFetch(tile_needs, tile_of(clamp(pixel, ivec2(0), pass.size - 1)), 0);
    memoryBarrierShared();
    barrier();
#endif
    if (is_outside(pixel)) return;
    vec4 own = texelFetch(original, pass.origin + pixel, 0);
#ifdef TAPESTRY_SHARP
    keep(pixel, own);
#else
    float own_coc = texelFetch(pixel_cocs, pixel, 0).r;
    bool in_focus = is_in_focus(own_coc);
    bool is_sharp = false;
    if (abs(own_coc) < TAPESTRY_LEAST_BLUR_PX) {
        vec4 own_focus = texelFetch(focus, pixel, 0);
        is_sharp = own_focus.a >= 1.0;
#ifdef TAPESTRY_LAYERED
        // Light of what is behind may shine through what is in focus: then a sprite has it.
        float brightness = min(brightest(decoded(own).rgb), TAPESTRY_LARGEST_HALF);
        is_sharp = is_sharp && brightest(own_focus.rgb) >= least_whole * brightness;
#endif
    }
#ifdef TAPESTRY_LAYERED
    vec2 place_px = vec2(pixel) + 0.5;
    vec4 outer = vec4(0.0);
    vec4 inner = vec4(0.0);
    if ((uint(need.x) & 1u) != 0u) outer = slice_at(near_outer, place_px);
    if ((uint(need.x) & 2u) != 0u) inner = slice_at(near_inner, place_px);
    vec4 near = near_layer(outer, inner);
    vec3 near_light = (uint(need.z) & 2u) != 0u ? texelFetch(near_sprites, pixel, 0).rgb : vec3(0.0);
    is_sharp = is_sharp && near.a < least_coverage && near_light == vec3(0.0);
#endif
    if (is_sharp) {
        keep(pixel, own);
        return;
    }
#ifdef TAPESTRY_LAYERED
    Stack stack = Stack(vec3(0.0), 0.0);
    vec4 in_front = vec4(0.0);
    if (uint(need.w) >= 2u) {
        float coc = own_coc;
        ivec2 cells = cells_of(pass.size);
        if (!in_focus) coc = read_at(cocs, place_px / (4.0 * vec2(cells)), cells).z;
        in_front = blurred_focus(pixel, coc, in_focus);
        float missing = at_near_seam(own_coc, near.a, in_front.a) * max(1.0 - in_front.a, 0.0);
        // Of lights, which sprites show, as much as stays in pictures.
        vec3 light = bounded_light(decoded(own).rgb);
        in_front += missing * vec4(light * min(1.0, pass.threshold / max(brightest(light), 1.0e-6)), 1.0);
    }
    if (in_front.a < 1.0) {
        if ((uint(need.y) & 2u) != 0u) put_over(stack, slice_at(far_outer, place_px));
        if ((uint(need.y) & 1u) != 0u) put_over(stack, slice_at(far_inner, place_px));
        if ((uint(need.z) & 1u) != 0u) stack.light += texelFetch(far_sprites, pixel, 0).rgb;
    }
    put_over(stack, in_front);
    put_over(stack, near);
    store(pixel, own, stack.light + near_light, near_light == vec3(0.0) ? clamp(near.a, 0.0, 1.0) : 1.0);
#else
    store(pixel, own, blurred_focus(pixel, own_coc, true).rgb, 0.0);
#endif
#endif
}
