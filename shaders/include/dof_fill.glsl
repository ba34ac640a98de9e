// What is put behind a pixel's surfaces.
//
// Declare before including: what dof.glsl wants.

// The CoC of what hides the rest.
float hindmost_coc(Surfaces surfaces) {
    return surfaces.back.a > 0.0 ? surfaces.back_coc : surfaces.front_coc;
}

// 1 where what is far lies clearly behind a CoC, 0 on continuous ramps, which have nothing behind.
float is_behind(float far_coc, float front_coc) {
    return smoothstep(0.3, 0.8, (far_coc - front_coc) / max(1.0, abs(far_coc)));
}

// Light and coverage of the far fill behind a pixel: `far` has its light and CoC. Behind near things it is whole, since
// what is in focus there lies before it.
vec4 far_fill(Surfaces surfaces, vec4 far) {
    if (far.a < 0.0 || is_in_focus(far.a)) return vec4(0.0);
    float covered = 0.0;
    if (surfaces.front_coc >= pass.focus_px) covered += surfaces.front.a;
    if (surfaces.back_coc >= pass.focus_px) covered += surfaces.back.a;
    if (covered >= 1.0) return vec4(0.0);
    float coc = hindmost_coc(surfaces);
    float behind = coc > -pass.near_focus_px ? is_behind(far.a, coc) : 1.0;
    return (1.0 - covered) * behind * vec4(far.rgb, 1.0);
}

// What hosts say hides is clearly behind what shows: so many of the picture's heights of CoC (depth_of_field.h). What
// lies between the two they leave out.
const float left_out_heights = 0.01;

// What is in focus behind a pixel whose surfaces are near: `focus` is that fill, premultiplied with its likelihood. Before
// what is known to hide it is counted against all of that, which is behind it, too; as if that were not there, its
// likelihood is l / (1 - l). (Without, far light draws a contour where two leaves touch, the nearer a little blurred.
// Twice as much, for what is near leaves half of a cell at an edge: 25.70 for 25.83 dB on the meadow.)
vec4 focus_fill(Surfaces surfaces, vec4 focus) {
    if (hindmost_coc(surfaces) <= -pass.near_focus_px) return focus;
    bool may_be_between = surfaces.front_coc <= -pass.near_focus_px &&
                          surfaces.front_coc > -left_out_heights * float(pass.size.y);
    return may_be_between ? focus / max(max(focus.a, 1.0 - focus.a), 1.0e-3) : vec4(0.0);
}

// 1 where what is near lies clearly before something less near, 0 on a continuous ramp: as far as the blur reaches, that
// changes by its slope alone, in pixels of CoC a pixel. (Of 0.3 to 0.8, as for what is far, planes whose radii are within
// a third of each other keep hard outlines: 37 dB for 46; of 0.1 to 0.3 those within a tenth, up to 14 dB.)
float is_before(float outer_coc, float inner_coc, float slope) {
    return smoothstep(0.02, 0.05, (inner_coc - outer_coc) / max(1.0, -outer_coc) - slope);
}

// What is near, but less so, behind a pixel of the outer near slice: that fill, and its CoC.
vec4 near_fill(Surfaces surfaces, vec4 near_inner, float near_inner_coc, float slope) {
    float coc = hindmost_coc(surfaces);
    if (slice_of(coc) != TAPESTRY_SLICE_NEAR_OUTER) return vec4(0.0);
    return is_before(coc, near_inner_coc, slope) * near_inner;
}
