// The filter that a pixel asks for, by the textures of parameters and of turns.
//
// Declare before including: what taps.glsl wants; with TAPESTRY_MAPPED, `sampler2D parameters`; with
// TAPESTRY_TURNED, `sampler2D turns` (degrees, clockwise on the picture).

struct Asked {
    vec2 parameter;
    float turn_deg;
};

// Around the picture its edge goes on.
ivec2 inside(ivec2 pixel, ivec2 size) {
    return clamp(pixel, ivec2(0), size - 1);
}

Asked asked_at(ivec2 pixel) {
    Asked asked = Asked(pass.parameter, 0.0);
#ifdef TAPESTRY_MAPPED
    asked.parameter *= texelFetch(parameters, inside(pixel, pass.size), 0).rg;
#endif
#ifndef TAPESTRY_TWO_AXES
    asked.parameter.y = 0.0;  // tiles that differ in it are uniform
#endif
#ifdef TAPESTRY_TURNED
    asked.turn_deg = texelFetch(turns, inside(pixel * int(pass.turn_step), pass.turn_size), 0).r;
#endif
    return asked;
}

Blend blend_of(Asked asked) {
    Blend blend = locate_entries(asked.parameter);
#ifdef TAPESTRY_TURNED
    blend.turn = turned(blend.turn, asked.turn_deg);
#endif
    return blend;
}
