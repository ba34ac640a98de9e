// The radii that a slice is blurred with, in its own pixels; for cat's eyes also how far the aperture is cut and where to.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/tiles.glsl"

// The way down and up blurs by itself: means over step pixels have a variance of (1 - 1 / step^2) / 12 of the slice's
// pixels per axis, bilinear reads between them 1/6 on average. An aperture of that much less is read with.
float slice_radius(float wanted_px) {
    float radius_px = clamp(wanted_px, 0.0, pass.limit_px);
    if (pass.step <= 1.0) return radius_px;
    float radius = radius_px / pass.step;
    float variance = (1.0 - 1.0 / (pass.step * pass.step)) / 12.0 + 1.0 / 6.0;
    return sqrt(max(radius * radius - variance / pass.aperture_variance, 0.0));
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec2 place_px = (vec2(pixel) + 0.5) * pass.step;
    ivec2 cells = cells_of(pass.size);
    float radius = slice_radius(read_at(radii, place_px / (4.0 * vec2(cells)), cells)[pass.slice]);
#ifdef TAPESTRY_TWO_AXES
    vec2 away = (place_px - 0.5 * vec2(pass.size)) * pass.offset_sign;
    float corner_px = 0.5 * length(vec2(pass.size));
    imageStore(parameters, pixel, vec4(radius, pass.catseye * length(away) / corner_px, 0.0, 0.0));
    imageStore(turns, pixel, vec4(away == vec2(0.0) ? 0.0 : degrees(atan(away.y, away.x))));
#else
    imageStore(parameters, pixel, vec4(radius));
#endif
}
