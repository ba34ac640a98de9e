// What the host says hides behind its picture: to linear light, premultiplied with its share of the pixel, and signed
// CoC in pixels. Of small bright lights it keeps what pictures keep, and notes how many times as much sprites show.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#ifdef TAPESTRY_WITH_LIGHTS
#include "include/edge.glsl"
#endif

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofCocPass, pass);

#include "include/coc.glsl"
#include "include/coc_of_texel.glsl"
#include "include/tiles.glsl"

#ifdef TAPESTRY_WITH_LIGHTS

ivec2 picture_size() {
    return pass.area.end;
}

#include "include/dof_small_light.glsl"

// What sprites show of a far light that hides, by what stays here.
float apart_by_kept(ivec2 pixel, vec3 light, float coc) {
    float most = brightest(light);
    if (coc < pass.focus_px || coc >= TAPESTRY_NOTHING_HIDDEN || most <= pass.threshold) return 0.0;
    return 1.0 / mix(1.0, pass.threshold / most, smallness(pixel, pass.bright_cell_px)) - 1.0;
}

#endif

const int samples_beside = 12;
// Of a pixel: less is what halves leave of nothing.
const float least_share = 1.0 / 512.0;

float coc_of_picture(ivec2 pixel, float inverse_focus) {
    ivec2 inside = clamp(pixel, ivec2(0), pass.area.end - 1);
    return signed_coc_px(texelFetch(picture_depths, pass.origin + inside, 0).r, inverse_focus, nearness_at(inside));
}

// How far from a pixel a lens that stands beside it sees past what is before `behind`; in pixels, with some to spare.
float reach_px(float behind, float before) {
    return 1.25 * (behind - before) + 3.0;
}

// True where something as far shows within reach of what hides: only there lenses see it. What lies under the ground
// everywhere would show where the slices of the ground meet.
bool shows_beside(ivec2 pixel, float behind, float inverse_focus) {
    float before = coc_of_picture(pixel, inverse_focus);
    float least = behind - max(1.0, 0.2 * abs(behind));
    if (before >= least) return true;
    float reach = reach_px(behind, before);
    for (int index = 0; index < samples_beside; ++index) {
        float angle = 2.39996323 * float(index);
        vec2 offset = sqrt((float(index) + 0.5) / float(samples_beside)) * reach * vec2(cos(angle), sin(angle));
        if (coc_of_picture(pixel + ivec2(round(offset)), inverse_focus) >= least) return true;
    }
    return false;
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec4 light = bounded_layer(decoded(texelFetch(original, pass.origin + pixel, 0)));
    float coc = TAPESTRY_NOTHING_HIDDEN;
    if (light.a >= least_share) {
        float inverse_focus = focus_in_use();
        float behind = coc_at_texel(pass.origin + pixel, inverse_focus);
        if (shows_beside(pixel, behind, inverse_focus)) coc = behind;
    }
#ifdef TAPESTRY_WITH_LIGHTS
    float apart = apart_by_kept(pixel, light.rgb, coc);
    light.rgb = light.rgb / (1.0 + apart);
    imageStore(hidden_apart, pixel, vec4(apart));
#endif
    imageStore(hidden, pixel, storable(light));
    imageStore(hidden_coc, pixel, vec4(coc));
}
