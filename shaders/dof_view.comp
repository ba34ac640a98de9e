// What DepthOfField works with, to look at: CoC, tiles, its layers and what they cover.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/dof_stack.glsl"
#include "include/tiles.glsl"

// Near orange, far blue, brighter as they blur more; in focus a grey picture.
vec3 coc_color(float coc, vec3 light) {
    float grey = luminance(light);
    vec3 hue = coc < 0.0 ? vec3(1.0, 0.35, 0.05) : vec3(0.05, 0.3, 1.0);
    float share = clamp(abs(coc) / max(pass.limit_px, 1.0e-6), 0.0, 1.0);
    return mix(vec3(grey), (0.25 + 0.75 * share) * hue, is_in_focus(coc) ? 0.0 : 0.85);
}

// Sharp tiles grey; red where near slices reach, blue far ones, green what is in focus beside them.
vec3 tile_color(vec4 need, vec3 light) {
    float grey = luminance(light);
    vec3 hue = vec3(need.x > 0.0 ? 0.6 : 0.0, need.w >= 2.0 ? 0.25 : 0.0, need.y > 0.0 ? 0.6 : 0.0);
    bool is_layered = uint(need.w) % 2u == 1u;
    return is_layered ? 0.3 * grey + hue : vec3(grey);
}

vec3 viewed(ivec2 pixel) {
    vec4 own = texelFetch(work, pixel, 0);
    vec4 need = texelFetch(tile_needs, tile_of(pixel), 0);
    if (pass.view == TAPESTRY_VIEW_COC) return coc_color(own.a, own.rgb);
    if (pass.view == TAPESTRY_VIEW_TILES) return tile_color(need, own.rgb);
    vec2 place_px = vec2(pixel) + 0.5;
    vec4 near = near_layer(slice_at(near_outer, place_px),
                           slice_at(near_inner, place_px));
    if (need.x == 0.0) near = vec4(0.0);
    if (pass.view == TAPESTRY_VIEW_NEAR) return near.rgb;
    Stack far = Stack(vec3(0.0), 0.0);
    if (need.y > 0.0) {
        put_over(far, slice_at(far_outer, place_px));
        put_over(far, slice_at(far_inner, place_px));
    }
    if (pass.view == TAPESTRY_VIEW_FAR) return far.confidence * far.light;
    // The slice in focus is drawn only in tiles that need it.
    float in_focus = uint(need.w) == 3u ? texelFetch(focus, pixel, 0).a : need.w >= 2.0 || need.w == 0.0 ? 1.0 : 0.0;
    return vec3(near.a, in_focus, far.confidence);
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    float alpha = decoded(texelFetch(original, pass.origin + pixel, 0)).a;
    imageStore(target, pass.origin + pixel, storable(encoded(vec4(viewed(pixel), alpha))));
}
