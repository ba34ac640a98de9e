// A reduced picture back at full size by cubic B-splines, which are smooth across pixels and so do not crawl;
// and the source itself where the filter is smaller than what the way down and up blurs.
#include "shared/layout.h"
#include "include/area.glsl"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/resolution.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, EnlargePass, pass);

#include "include/tiles.glsl"
#include "include/finish.glsl"

vec2 parameter_at(ivec2 pixel) {
#ifdef TAPESTRY_MAPPED
    return bounded(pass.resolution, texelFetch(parameters, texel_in(pass.parameter_area, pixel), 0).rg * pass.parameter);
#else
    return bounded(pass.resolution, pass.parameter);
#endif
}

// In the texture of a place in the reduced picture, whose edge goes on around it, margin or not. Of what lies behind
// the margin rounding may let a bilinear read see a trace: the edge once more.
vec2 place_of(vec2 position) {
    vec2 inside = clamp(position, vec2(0.5), pass.reduced_size - 0.5);
    return (inside + pass.margin) / vec2(textureSize(source, 0));
}

// Sixteen texels in four bilinear reads: Sigg, Hadwiger, "Fast Third-Order Texture Filtering", GPU Gems 2,
// chapter 20.
vec4 read_b_spline(vec2 position) {
    vec2 texel = floor(position - 0.5) + 0.5;
    vec2 f = position - texel;
    vec2 g = 1.0 - f;
    vec2 w0 = g * g * g / 6.0;
    vec2 w1 = (4.0 - 6.0 * f * f + 3.0 * f * f * f) / 6.0;
    vec2 w3 = f * f * f / 6.0;
    vec2 low = w0 + w1;
    vec2 high = 1.0 - low;
    vec2 at_low = place_of(texel - 1.0 + w1 / low);
    vec2 at_high = place_of(texel + 1.0 + w3 / high);
    return low.y * (low.x * textureLod(source, at_low, 0.0) +
                    high.x * textureLod(source, vec2(at_high.x, at_low.y), 0.0)) +
           high.y * (low.x * textureLod(source, vec2(at_low.x, at_high.y), 0.0) +
                     high.x * textureLod(source, at_high, 0.0));
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;

    float share = reduced_share(pass.resolution, parameter_at(pixel));
    if (share <= 0.0) {
        imageStore(target, pixel + pass.origin, storable(copied(pixel)));
        return;
    }
    vec4 light = read_b_spline((vec2(pixel) + 0.5) * pass.resolution.factor);
    if (share < 1.0) light = mix(decoded(texelFetch(original, pixel + pass.origin, 0)), light, share);
    imageStore(target, pixel + pass.origin, storable(finished(pixel, light)));
}
