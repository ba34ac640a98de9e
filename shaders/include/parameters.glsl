// The filter that a pixel asks for, by the textures of parameters and of turns.
//
// Declare before including: what taps.glsl wants; with TAPESTRY_MAPPED, `sampler2D parameters`; with
// TAPESTRY_TURNED, `sampler2D turns` (degrees, clockwise on the picture).
#include "include/area.glsl"

struct PixelFilter {
    vec2 parameter;
    float turn_deg;
};

PixelFilter filter_at(ivec2 pixel) {
    PixelFilter wanted = PixelFilter(pass.parameter, 0.0);
#ifdef TAPESTRY_MAPPED
    wanted.parameter *= texelFetch(parameters, texel_in(pass.parameter_area, pixel), 0).rg;
#endif
#ifndef TAPESTRY_TWO_AXES
    wanted.parameter.y = 0.0;  // tiles that differ in it are uniform
#endif
#ifdef TAPESTRY_TURNED
    wanted.turn_deg = texelFetch(turns, texel_in(pass.turn_area, pixel * int(pass.turn_step)), 0).r;
#endif
    return wanted;
}

Blend turned_by(PixelFilter wanted, Blend blend) {
#ifdef TAPESTRY_TURNED
    blend.turn = turned(blend.turn, wanted.turn_deg);
#endif
    return blend;
}

Blend blend_of(PixelFilter wanted) {
    return turned_by(wanted, locate_entries(wanted.parameter));
}
