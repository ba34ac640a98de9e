// The filter that a pixel asks for, by the textures of parameters and of turns.
//
// Declare before including: what taps.glsl wants; with TAPESTRY_MAPPED, `sampler2D parameters`; with
// TAPESTRY_TURNED, `sampler2D turns` (degrees, clockwise on the picture); with TAPESTRY_SLICES, `sampler2D radii` of
// DepthOfField, whose slices the atlas is made of: include atlas.glsl before, and what has read_at.
#include "include/area.glsl"
#ifdef TAPESTRY_SLICES
#include "include/slice_radius.glsl"

// Around the slice its edge goes on.
float radius_at(ivec2 texel) {
    int slice = picture_at(TAPESTRY_IN_PICTURE(texel));
    TapestryArea picture = pass.pictures[slice];
    float side = pass.slice_steps[slice];
    vec2 place_px = side * (vec2(clamp(texel, picture.first, picture.end - 1) - picture.first) + 0.5);
    ivec2 cells = ivec2(pass.radii_size);
    return slice_radius(read_at(radii, place_px / (4.0 * vec2(cells)), cells)[slice], side, pass.most_slice_radius,
                        pass.aperture_variance);
}
#endif

struct PixelFilter {
    vec2 parameter;
    float turn_deg;
};

PixelFilter filter_at(ivec2 pixel) {
    PixelFilter wanted = PixelFilter(pass.parameter, 0.0);
#ifdef TAPESTRY_SLICES
    wanted.parameter.x = radius_at(pixel);
#elif defined(TAPESTRY_MAPPED)
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
